import ClusterConfiguration
import Foundation
import Glibc
import Testing

@Suite struct KubeconfigReadingTests {
    struct Broken: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
        /// What must stand in the place that the error names.
        var place: String
        var code = "configuration-malformed"
    }

    private static let broken = [
        Broken(testDescription: "no YAML", text: "a: b\nc: [", place: "line"),
        Broken(testDescription: "a list", text: "[a, b]", place: ""),
        Broken(testDescription: "another kind", text: "kind: Pod\napiVersion: v1", place: "kind"),
        Broken(testDescription: "another version", text: "kind: Config\napiVersion: v2", place: "apiVersion"),
        Broken(testDescription: "a number for a text", text: "current-context: 12", place: "current-context"),
        Broken(testDescription: "a word of YAML 1.1", text: "contexts: [{name: y}]", place: "contexts[0].name"),
        Broken(testDescription: "a mapping for a list", text: "clusters: {a: b}", place: "clusters"),
        Broken(testDescription: "a name twice", text: "users: [{name: a}, {name: a}]", place: "users[a]"),
        Broken(
            testDescription: "no base64", text: kubeconfig(user: "client-key-data: '%%%'"),
            place: "users[u].user.client-key-data"),
        Broken(
            testDescription: "base64 without padding", text: kubeconfig(cluster: "certificate-authority-data: QQ"),
            place: "clusters[c].cluster.certificate-authority-data"),
        Broken(
            testDescription: "data that is no certificate",
            text: kubeconfig(cluster: "server: https://a\ncertificate-authority-data: \("hello".inBase64)"), place: ""),
        Broken(
            testDescription: "an auth provider", text: kubeconfig(user: "auth-provider: {name: gcp}"),
            place: "users[u].user.auth-provider"),
        Broken(
            testDescription: "nesting without end", text: String(repeating: "[", count: 900), place: "line"),
        Broken(
            testDescription: "an alias of nothing", text: "a: *b", place: "line"),
    ]

    @Test(arguments: broken) func `What is wrong with a file is told with its place`(_ example: Broken) throws {
        let workspace = try Workspace()
        let error = try #require(try workspace.error(example.text))
        #expect(error.code == example.code)
        #expect(error.path.hasPrefix(workspace.path + "/.kube/config"))
        #expect(example.place.isEmpty || error.path.contains(example.place))
        #expect(!"\(error)".contains("\n"))
    }

    @Test func `Aliases that stand for other aliases without end are refused`() throws {
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1...30 {
            bomb +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
        }
        let workspace = try Workspace()
        #expect(try workspace.error(bomb)?.code == "configuration-malformed")
        var chain = "a0: &a0 [x]\n"
        for level in 1...2000 { chain += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(try workspace.error(chain)?.code == "configuration-malformed")
    }

    @Test func `Merges, JSON, a byte order mark and unknown fields are read as kubectl reads them`() throws {
        let workspace = try Workspace()
        let merged = kubeconfig(cluster: "<<: &base {server: 'https://m', tls-server-name: t}\ntls-server-name: own")
        #expect(try workspace.connection(merged).trust.serverName == "own")
        let json = """
            \u{FEFF}{"current-context":"x","strange":[1],"contexts":[{"name":"x","context":{"cluster":"c"}}],
             "clusters":[{"name":"c","cluster":{"server":"https://j"}}]}
            """
        #expect(try workspace.connection(json).server == "https://j")
        #expect(try workspace.connection(kubeconfig() + "\n---\ncurrent-context: nope\n").server == "https://one:6443")
    }

    @Test func `Directories, pipes and giants are refused at once`() throws {
        let workspace = try Workspace()
        let pipe = workspace.path + "/pipe"
        mkfifo(pipe, 0o600)
        let giant = try workspace.write("giant", String(repeating: "# filler\n", count: 2_000_000))
        for file in [workspace.path, pipe, giant] {
            let error = try #require(throws: ConfigurationError.self) {
                try workspace.connection { $0.kubeconfig = file }
            }
            #expect(error.code == "configuration-unreadable")
            #expect(error.path == file)
        }
    }

    @Test func `A file that is named must be there, one at home need not`() throws {
        let workspace = try Workspace()
        let named = try #require(throws: ConfigurationError.self) {
            try workspace.connection { $0.kubeconfig = workspace.path + "/nope" }
        }
        #expect(named.code == "configuration-not-found")
        let nothing = try #require(throws: ConfigurationError.self) { try workspace.connection() }
        #expect(nothing.code == "cluster-not-configured")
        #expect("\(nothing)".contains("\(workspace.path)/.kube/config (no such file)"))
        #expect("\(nothing)".contains("--kubeconfig") && "\(nothing)".contains("--snapshot"))
    }
}
