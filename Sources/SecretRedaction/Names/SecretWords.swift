/// The words in names of secrets, in lower case.
enum SecretWords {
    static let passwords: Set<String> = [
        "adminpass", "bindpass", "bindpw", "dbpass", "keypass", "mypass", "pass", "passcode", "passphrase", "passwords",
        "passwort", "pgpass", "psk", "pswd", "pw", "pword", "pwd", "redispass", "requirepass", "rootpass", "rootpw",
        "sshpass", "storepass", "userpass", "userpw",
    ]
    /// Words that end in `pass` and are none.
    static let passes: Set<String> = ["bypass", "compass", "encompass", "overpass", "surpass", "trespass", "underpass"]
    static let passwordEndings = ["password", "passwd", "passphrase", "dbpwd"]

    static let secrets: Set<String> = [
        "auth", "authorization", "cookie", "cookies", "cred", "credential", "credentials", "creds", "jwt", "mnemonic",
        "sas", "secrets", "signature", "tokens",
    ]
    static let secretEndings = [
        "accesskey", "accountkey", "apikey", "appkey", "authkey", "authtoken", "encryptionkey", "licensekey",
        "masterkey", "privatekey", "secret", "secretkey", "sharedkey", "signingkey", "storagekey", "token",
    ]

    /// The words that make a key a secret: `api_key`.
    static let keyOwners: Set<String> = [
        "access", "account", "admin", "aes", "api", "app", "application", "auth", "client", "consumer", "cookie",
        "credential", "crypto", "decryption", "deploy", "ed", "encrypt", "encryption", "hmac", "ingest", "ingestion",
        "insert", "license", "master", "preshared", "private", "recovery", "root", "rsa", "secret", "session", "shared",
        "sign", "signing", "ssh", "ssl", "storage", "subscription", "tls", "unseal", "webhook", "wrapping", "write",
    ]

    /// Words of names whose values are secrets where they look random.
    static let doubtful: Set<String> = [
        "jsessionid", "otp", "phpsessid", "sess", "session", "sessionid", "sessid", "sig", "totp",
    ]
    static let doubtfulKeyOwners: Set<String> = ["integration", "instrumentation", "query", "routing", "service"]

    /// Last words of names whose values tell something about a secret, and not the secret.
    static let qualifiers: Set<String> = [
        "accounts", "age", "agent", "alg", "algorithm", "allowed", "annotation", "annotations", "attempts", "audience",
        "audiences", "backend", "bits", "bucket", "bytes", "cache", "check", "class", "cleaner", "config",
        "configuration", "controller", "count", "curve", "days", "dir", "directory", "disabled", "domain", "driver",
        "duration", "enabled", "encoding", "endpoint", "engine", "error", "errors", "exists", "expiration", "expired",
        "expires", "expiry", "failure", "failures", "field", "file", "filename", "files", "folder", "format", "group",
        "groups", "header", "headers", "hint", "host", "hostname", "hours", "init", "injector", "interval", "issuer",
        "kind", "kubeconfig", "label", "labels", "latency", "lease", "length", "level", "lifetime", "limit", "loaded",
        "lookup", "manager", "map", "max", "method", "min", "minutes", "missing", "mode", "mount", "name", "names",
        "namespace", "namespaces", "operator", "path", "paths", "period", "placeholder", "plugin", "plugins", "policy",
        "port", "prefix", "prompt", "protocol", "provider", "providers", "proxy", "rate", "realm", "ref", "refresh",
        "refs", "region", "renewal", "required", "request", "requests", "retries", "review", "role", "roles",
        "rotation", "rule", "rules", "scheme", "scope", "scopes", "seconds", "selector", "server", "service", "sidecar",
        "signer", "size", "source", "state", "status", "store", "strategy", "suffix", "sync", "template", "timeout",
        "total", "ttl", "type", "types", "uri", "url", "urls", "usage", "used", "user", "username", "users",
        "validation", "validity", "verification", "verify", "version", "volume", "webhook", "window",
    ]
}
