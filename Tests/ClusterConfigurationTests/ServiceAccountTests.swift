import ClusterConfiguration
import Testing

@Suite struct ServiceAccountTests {
    private static let pod = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]

    private static func workspace() throws -> Workspace {
        let workspace = try Workspace()
        try workspace.write("account/token", "account-token\n")
        try workspace.write("account/ca.crt", certificate)
        try workspace.write("account/namespace", "tools\n")
        return workspace
    }

    @Test func `A Pod uses its service account`() throws {
        let connection = try Self.workspace().connection(variables: Self.pod)
        #expect(connection.server == "https://10.0.0.1:443")
        #expect(connection.name == connection.server)
        #expect(connection.namespace == "tools")
        #expect(connection.trust.authorities == Array(certificate.utf8))
        #expect(try connection.credentials.credentials().authorization == "Bearer account-token")
    }

    @Test func `An address of IPv6 gets brackets, and POD_NAMESPACE counts first`() throws {
        let variables = Self.pod.merging(["KUBERNETES_SERVICE_HOST": "fd00::1", "POD_NAMESPACE": "own"]) { $1 }
        let connection = try Self.workspace().connection(variables: variables)
        #expect(connection.server == "https://[fd00::1]:443")
        #expect(connection.namespace == "own")
    }

    @Test func `A kubeconfig wins over the service account, but for the namespace that it does not name`() throws {
        let connection = try Self.workspace().connection(kubeconfig(), variables: Self.pod)
        #expect(connection.server == "https://one:6443")
        #expect(connection.namespace == "tools")
        #expect(try connection.credentials.credentials() == Credentials())
    }

    @Test func `Flags count in a Pod too`() throws {
        let connection = try Self.workspace().connection(variables: Self.pod) {
            $0.token = "mine"
            $0.impersonatedUser = "jane"
            $0.skipsTLSVerification = true
            $0.namespace = "n"
        }
        #expect(try connection.credentials.credentials().authorization == "Bearer mine")
        #expect(connection.impersonation.user == "jane")
        #expect(connection.trust.skipsVerification && connection.trust.authorities == nil)
        #expect(connection.namespace == "n")
    }

    @Test func `Without a token there is no service account`() throws {
        let error = try #require(throws: ConfigurationError.self) { try Workspace().connection(variables: Self.pod) }
        #expect(error.code == "cluster-not-configured")
        #expect(error.reason.contains("no token in"))
    }
}
