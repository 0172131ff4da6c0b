import ClusterConfiguration
import Testing

/// The outcomes here are those of `kubectl config view --minify --raw` 1.32 for the same files.
@Suite struct MergeTests {
    private static let files = [
        "a.yaml": """
        current-context: ""
        clusters:
        - name: c1
          cluster: {server: "https://a1:6443/"}
        - name: c2
          cluster: {server: "https://a2:6443"}
        contexts:
        - name: x
          context: {cluster: c1, user: u1}
        users:
        - name: u1
          user: {token: first}
        """,
        "b.yaml": """
        apiVersion: v1
        kind: Config
        current-context: why
        clusters:
        - name: c1
          cluster: {server: "https://b1:6443", insecure-skip-tls-verify: yes}
        contexts:
        - name: x
          context: {cluster: c2, user: u1, namespace: nsb}
        - name: why
          context: {cluster: c1, user: u1}
        users:
        - name: u1
          user: {username: b, password: secret}
        """,
        "c.yaml": "current-context: x\ncontexts: []\n",
        "empty.yaml": "",
        "comment.yaml": "# nothing\n",
    ]

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var list: [String]
        var context = ""
        var server: String
        var name: String
        var authorization: String
        var skipsVerification = false
    }

    private static let cases = [
        Case(
            testDescription: "the first that sets the current-context", list: ["a.yaml", "b.yaml"],
            server: "https://a1:6443", name: "why", authorization: "Bearer first"),
        Case(
            testDescription: "an entry is the first file's, whole", list: ["b.yaml", "a.yaml"],
            server: "https://b1:6443", name: "why", authorization: "Basic YjpzZWNyZXQ=", skipsVerification: true),
        Case(
            testDescription: "missing and empty names are passed over",
            list: ["a.yaml", "nope", "", "c.yaml", "b.yaml"],
            server: "https://a1:6443", name: "x", authorization: "Bearer first"),
        Case(
            testDescription: "empty files say nothing", list: ["empty.yaml", "comment.yaml", "/dev/null", "b.yaml"],
            server: "https://b1:6443", name: "why", authorization: "Basic YjpzZWNyZXQ=", skipsVerification: true),
        Case(
            testDescription: "--context chooses among all", list: ["a.yaml", "b.yaml"], context: "x",
            server: "https://a1:6443", name: "x", authorization: "Bearer first"),
    ]

    @Test(arguments: cases) func `KUBECONFIG lists are merged as kubectl merges them`(_ example: Case) throws {
        let workspace = try Workspace()
        for (name, text) in Self.files { try workspace.write(name, text) }
        let list = example.list.map { $0.isEmpty || $0.hasPrefix("/") ? $0 : workspace.path + "/" + $0 }
        let connection = try workspace.connection(variables: ["KUBECONFIG": list.joined(separator: ":")]) {
            $0.context = example.context
        }
        #expect(connection.server == example.server)
        #expect(connection.name == example.name)
        #expect(connection.namespace == "default")
        #expect(connection.trust.skipsVerification == example.skipsVerification)
        #expect(try connection.credentials.credentials().authorization == example.authorization)
    }

    @Test func `Each file's relative paths start at its own directory`() throws {
        let workspace = try Workspace()
        try workspace.write("one/pki/ca.crt", certificate)
        try workspace.write("two/token", "from-two\n")
        let one = try workspace.write(
            "one/config",
            "current-context: x\ncontexts: [{name: x, context: {cluster: c, user: u}}]\n"
                + "clusters: [{name: c, cluster: {server: 'https://h', certificate-authority: pki/ca.crt}}]\n")
        let two = try workspace.write("two/config", "users: [{name: u, user: {tokenFile: token}}]\n")
        let connection = try workspace.connection(variables: ["KUBECONFIG": "\(one):\(two)"])
        #expect(connection.trust.authorities == Array(certificate.utf8))
        #expect(try connection.credentials.credentials().authorization == "Bearer from-two")
    }

    @Test func `--kubeconfig is read alone`() throws {
        let workspace = try Workspace()
        for (name, text) in Self.files { try workspace.write(name, text) }
        try workspace.write(".kube/config", "not: [valid")
        let connection = try workspace.connection(variables: ["KUBECONFIG": workspace.path + "/a.yaml"]) {
            $0.kubeconfig = workspace.path + "/b.yaml"
        }
        #expect(connection.server == "https://b1:6443")
    }

    @Test func `One broken file of a list is an error`() throws {
        let workspace = try Workspace()
        for (name, text) in Self.files { try workspace.write(name, text) }
        let broken = try workspace.write("broken.yaml", "a: [\n")
        let error = try #require(throws: ConfigurationError.self) {
            try workspace.connection(variables: ["KUBECONFIG": workspace.path + "/b.yaml:" + broken])
        }
        #expect(error.code == "configuration-malformed")
        #expect(error.path.hasPrefix(broken))
    }
}
