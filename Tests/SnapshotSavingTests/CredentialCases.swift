import Testing

/// A text, and what is left of it.
struct CredentialCase: CustomTestStringConvertible, Sendable {
    var text: String
    var expected: String

    init(_ text: String, _ expected: String) {
        self.text = text
        self.expected = expected
    }

    /// A text that stays as it is.
    init(kept text: String) { self.init(text, text) }

    var testDescription: String { text }

    static let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
    static let hex = "0123456789abcdef0123456789abcdef"
}

extension CredentialCase {
    /// In messages and logs.
    static let prose: [CredentialCase] = [
        .init("login with password=hunter2 failed", "login with password=REDACTED failed"),
        .init("password: hunter2", "password: REDACTED"),
        .init("Password = 'a b c', user = x", "Password = 'REDACTED', user = x"),
        .init(#"{"user":"x","password":"a\"b","n":1}"#, #"{"user":"x","password":"REDACTED","n":1}"#),
        .init(#"{\"apiKey\": \"abc\", \"n\": 1}"#, #"{\"apiKey\": \"REDACTED\", \"n\": 1}"#),
        .init("mount -o user=x,password=a,b,host=y", "mount -o user=x,password=REDACTED,host=y"),
        .init("DB_PASSWORD=pä$$wörd next", "DB_PASSWORD=REDACTED next"),
        .init("PGPASSWORD=x psql", "PGPASSWORD=REDACTED psql"),
        .init("API_KEY=abc&x=1", "API_KEY=REDACTED&x=1"),
        .init("GET /v1?access_token=abc&x=1", "GET /v1?access_token=REDACTED&x=1"),
        .init("token \(hex) is revoked", "token REDACTED is revoked"),
        .init("secret: \(hex)", "secret: REDACTED"),
        .init("Authorization: Bearer abc123def456", "Authorization: Bearer REDACTED"),
        .init("authorization: Basic dXNlcjpwYXNz", "authorization: Basic REDACTED"),
        .init("got \(jwt).", "got REDACTED."),
        .init("x_\(jwt)", "x_REDACTED"),
        .init("AKIAIOSFODNN7EXAMPLE is no key", "REDACTED is no key"),
        .init("pushing with ghp_0123456789abcdefghijABCDEFGHIJ012345", "pushing with REDACTED"),
        .init("glpat-0123456789abcdefghij", "REDACTED"),
        .init("hook xoxb-123456789012-abcdef", "hook REDACTED"),
        .init("dial https://user:pass@host/x: refused", "dial https://REDACTED@host/x: refused"),
        .init("https://token123@host", "https://REDACTED@host"),
        .init("postgres://u:p/a?ss@db:5432/x", "postgres://REDACTED@db:5432/x"),
        .init("redis://:secret@redis:6379", "redis://REDACTED@redis:6379"),
        .init("dsn root:hunter2@tcp(db:3306)/x", "dsn REDACTED@tcp(db:3306)/x"),
        .init("curl -u admin:hunter2 http://x", "curl -u REDACTED http://x"),
        .init("agent --token s3cret --v=2", "agent --token REDACTED --v=2"),
        .init(
            "key -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end", "key REDACTED end"),
        .init("-----BEGIN PRIVATE KEY-----\nMIIE", "REDACTED"),
        .init("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "aws_secret_access_key = REDACTED"),
        .init("two password=a and password=b", "two password=REDACTED and password=REDACTED"),
        // What Kubernetes and programs say of secrets, and what is none.
        .init(kept: #"MountVolume.SetUp failed for volume "secret-token" : secret "db-password" not found"#),
        .init(kept: #"volume "db-password" : references non-existent secret key: tls.crt"#),
        .init(kept: "couldn't find key password in Secret default/db-credentials"),
        .init(
            kept: "Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed."),
        .init(kept: "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized"),
        .init(kept: #"failed to fetch oauth token: Post "https://auth.docker.io/token": dial tcp: i/o timeout"#),
        .init(kept: "failed to fetch token: serviceaccounts \"agent-12345\" is forbidden"),
        .init(kept: "pull access denied, repository does not exist or may require authorization: server message"),
        .init(kept: #"www-authenticate: Bearer realm="https://auth.docker.io/token",service="registry""#),
        .init(kept: "docker-pullable://nginx@sha256:\(hex)\(hex)"),
        .init(kept: "Back-off pulling image \"registry.example.com/team/auth:v1.2@sha256:\(hex)\(hex)\""),
        .init(kept: "0/42 nodes are available: 1 node(s) had untolerated taint {auth: true}, 41 Insufficient memory."),
        .init(kept: "Failed to pull image \"registry/token-service:\(hex)\": auth-proxy:\(hex) as well"),
        .init("Go says {User:x Password:hunter2 token:\(hex)}", "Go says {User:x Password:REDACTED token:REDACTED}"),
        .init(kept: "unknown flag: --password"),
        .init(kept: "unknown flag: --token in arguments"),
        .init(kept: "clone ssh://git@host/repository"),
        .init(kept: "listening on http://0.0.0.0:8080/metrics@v1"),
        .init(kept: "password authentication failed for user \"postgres\""),
        .init(kept: "basic authentication and bearer tokens"),
        .init(kept: "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----"),
        .init(kept: "secretName=tls-agent passwordFile=/etc/x"),
        .init(kept: "The node was low on resource: memory. Threshold quantity: 100Mi, available: 90Mi."),
        .init(kept: "pod logging/agent-7f8b9c6d5e-x2k4p uid 8276a893-0d16-4c2b-a213-6e2edbd99273"),
        .init(kept: "password=REDACTED and token=$(TOKEN) and PASSWORD=${PASSWORD}"),
    ]

    /// In the arguments of a command, parted by spaces here.
    static let arguments: [CredentialCase] = [
        .init("agent --password=a,b --v=2", "agent --password=REDACTED --v=2"),
        .init("agent --token abc --verbose", "agent --token REDACTED --verbose"),
        .init("agent -password abc", "agent -password REDACTED"),
        .init("API_KEY=abc agent", "API_KEY=REDACTED agent"),
        .init("agent --client-secret=abc", "agent --client-secret=REDACTED"),
        .init("agent --url=https://u:p@host/x", "agent --url=https://REDACTED@host/x"),
        .init("agent --redis.password=x", "agent --redis.password=REDACTED"),
        .init("curl -u admin:hunter2", "curl -u REDACTED"),
        .init("curl --user admin:hunter2", "curl --user REDACTED"),
        .init("redis-server --requirepass abc", "redis-server --requirepass REDACTED"),
        .init("agent --jwt=\(jwt)", "agent --jwt=REDACTED"),
        .init("agent --header=X-Api-Key:abc", "agent --header=X-Api-Key:REDACTED"),
        .init("agent --auth=user:pass", "agent --auth=REDACTED"),
        .init("agent --access-key-id=abcdefgh", "agent --access-key-id=REDACTED"),
        .init(kept: "agent --token-ttl=5m --secret-name=foo --token-file=/etc/token"),
        .init(kept: "agent --password-file=/etc/p --auth-mode=rbac --enable-token-auth=true"),
        .init(kept: "kubelet --authorization-mode=Webhook --tls-private-key-file=/etc/key.pem"),
        .init(kept: "agent --token=$(TOKEN) --token /var/run/secrets/token --auth false"),
        .init(kept: "agent --secret-namespace kube-system --credential-provider-config=/etc/c"),
        .init(kept: "sleep 3600 --user 1000:1000 --key=value --tokens=5"),
        .init(kept: "agent --image=registry/secret-agent:v1 --node-name=n-1"),
    ]
}
