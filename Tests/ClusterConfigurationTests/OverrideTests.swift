import ClusterConfiguration
import Testing

@Suite struct OverrideTests {
    private static let many = """
        current-context: prod
        contexts:
        - {name: prod, context: {cluster: east, user: admin, namespace: shop}}
        - {name: test, context: {cluster: west, user: reader}}
        - {name: lost, context: {cluster: gone, user: admin}}
        - {name: nobody, context: {cluster: east, user: gone}}
        clusters:
        - {name: east, cluster: {server: "https://east/k8s/", tls-server-name: east.internal}}
        - {name: west, cluster: {server: "https://west", insecure-skip-tls-verify: true}}
        users:
        - {name: admin, user: {token: admin-token, as: boss, as-groups: [a], as-user-extra: {scopes: [x, z]}}}
        - {name: reader, user: {token: reader-token}}
        """

    @Test func `The current context gives server, name, namespace, trust and user`() throws {
        let connection = try Workspace().connection(Self.many)
        #expect(connection.server == "https://east/k8s")
        #expect(connection.name == "prod")
        #expect(connection.namespace == "shop")
        #expect(connection.trust.serverName == "east.internal")
        #expect(connection.impersonation.user == "boss")
        #expect(connection.impersonation.groups == ["a"])
        #expect(connection.impersonation.extra == ["scopes": ["x", "z"]])
        #expect(try connection.credentials.credentials().authorization == "Bearer admin-token")
    }

    @Test func `Flags win over the context`() throws {
        let connection = try Workspace().connection(Self.many) {
            $0.cluster = "west"
            $0.user = "reader"
            $0.token = "mine"
            $0.namespace = "mine"
            $0.impersonatedUser = "jane"
            $0.impersonatedGroups = ["g"]
            $0.impersonatedUID = "7"
            $0.requestTimeout = RequestTimeout("1m")
        }
        #expect(connection.server == "https://west")
        #expect(connection.trust.skipsVerification)
        #expect(connection.namespace == "mine")
        #expect(connection.impersonation.user == "jane")
        #expect(connection.impersonation.uid == "7")
        #expect(connection.impersonation.groups == ["g"])
        #expect(connection.requestTimeout == .seconds(60))
        #expect(try connection.credentials.credentials().authorization == "Bearer mine")
    }

    @Test func `Another server takes its name for TLS from the command line only`() throws {
        let workspace = try Workspace()
        let connection = try workspace.connection(Self.many) { $0.server = "https://other:1/" }
        #expect(connection.server == "https://other:1")
        #expect(connection.trust.serverName == nil)
    }

    @Test func `A certificate authority on the command line ends the trust in anybody, and the reverse`() throws {
        let workspace = try Workspace()
        let ca = try workspace.write("ca.crt", certificate)
        let trusting = kubeconfig(
            cluster: "server: https://a\ncertificate-authority-data: \(otherCertificate.inBase64)")
        #expect(try workspace.connection(trusting) { $0.skipsTLSVerification = true }.trust.authorities == nil)
        let named = try workspace.connection(trusting) { $0.certificateAuthority = ca }
        #expect(named.trust.authorities == Array(certificate.utf8))
        let careless = kubeconfig(cluster: "server: https://a\ninsecure-skip-tls-verify: true")
        #expect(try !workspace.connection(careless) { $0.certificateAuthority = ca }.trust.skipsVerification)
        let both = try workspace.error(kubeconfig()) {
            $0.certificateAuthority = ca
            $0.skipsTLSVerification = true
        }
        #expect(both?.code == "configuration-invalid")
    }

    @Test func `Data in the file wins over a file that it names`() throws {
        let text = "server: https://a\ncertificate-authority: nope\ncertificate-authority-data: \(certificate.inBase64)"
        #expect(try Workspace().connection(kubeconfig(cluster: text)).trust.authorities == Array(certificate.utf8))
    }

    @Test(arguments: [
        ("context", "prdo", "prod"), ("cluster", "eats", "east"), ("user", "raeder", "reader"),
    ]) func `An unknown name is told with the nearest one and the file`(_ kind: String, _ name: String, _ near: String)
        throws
    {
        let workspace = try Workspace()
        let error = try workspace.error(Self.many) {
            switch kind {
            case "context": $0.context = name
            case "cluster": $0.cluster = name
            default: $0.user = name
            }
        }
        let text = "\(try #require(error))"
        #expect(error?.code == "\(kind)-unknown")
        #expect(text.contains("\"\(name)\"") && text.contains("\"\(near)\"") && text.contains("/.kube/config"))
    }

    @Test(arguments: [("lost", "cluster-unknown"), ("nobody", "user-unknown")])
    func `A context that names what is not there is an error`(_ context: String, _ code: String) throws {
        #expect(try Workspace().error(Self.many) { $0.context = context }?.code == code)
    }

    @Test func `Contexts without a chosen one are listed`() throws {
        let text = Self.many.replacing("current-context: prod", with: "")
        let error = try #require(try Workspace().error(text))
        #expect(error.code == "context-not-chosen")
        #expect(error.hint.contains("lost, nobody, prod, test"))
    }

    @Test func `A server alone is enough`() throws {
        let workspace = try Workspace()
        let connection = try workspace.connection {
            $0.server = "https://[::1]:6443"
            $0.token = "t"
        }
        #expect(connection.name == "https://[::1]:6443")
        #expect(try connection.credentials.credentials().authorization == "Bearer t")
        #expect(try workspace.connection(variables: ["KUBERNETES_MASTER": "https://m"]).server == "https://m")
    }

    @Test func `Groups without a user cannot be impersonated`() throws {
        #expect(try Workspace().error(kubeconfig()) { $0.impersonatedGroups = ["g"] }?.code == "configuration-invalid")
        #expect(try Workspace().error(kubeconfig(user: "as-uid: '1'"))?.code == "configuration-invalid")
        #expect(
            try Workspace().error(kubeconfig()) { $0.impersonatedUser = "a\r\nX: y" }?.code == "configuration-invalid")
    }
}
