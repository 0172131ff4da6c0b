import ClusterConfiguration
import Testing

@Suite struct ProxyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var server: String
        var variables: [String: String]
        var proxy: String?
        var testDescription: String { "\(server) \(variables.sorted { $0.key < $1.key })" }

        init(_ server: String, _ variables: [String: String], _ proxy: String?) {
            (self.server, self.variables, self.proxy) = (server, variables, proxy)
        }

        /// With a proxy for everything, whether it is passed by.
        static func exception(_ list: String, _ server: String, isMet: Bool) -> Case {
            Case(server, ["HTTPS_PROXY": "http://p:1", "NO_PROXY": list], isMet ? nil : "http://p:1")
        }
    }

    private static let cases = [
        Case("https://a", [:], nil),
        Case("https://a", ["HTTPS_PROXY": "http://p:3128"], "http://p:3128"),
        Case("https://a", ["https_proxy": "p"], "http://p:80"),
        Case("https://a", ["HTTPS_PROXY": "", "https_proxy": "p:8"], "http://p:8"),
        Case("https://a", ["HTTPS_PROXY": "https://p"], "https://p:443"),
        Case("https://a", ["HTTPS_PROXY": "socks5://p"], "socks5h://p:1080"),
        Case("https://a", ["HTTPS_PROXY": "http://u:pw@p:1/x"], "http://u:pw@p:1"),
        Case("https://a", ["HTTP_PROXY": "http://p:1"], nil),
        Case("http://a", ["HTTP_PROXY": "http://p:1", "HTTPS_PROXY": "http://q:1"], "http://p:1"),
        Case("https://a", ["HTTPS_PROXY": "ht tp://"], nil),
        Case("https://localhost:6443", ["HTTPS_PROXY": "p:1"], nil),
        Case("https://127.9.9.9", ["HTTPS_PROXY": "p:1"], nil),
        Case("https://[::1]:6443", ["HTTPS_PROXY": "p:1"], nil),
        Case("https://a", ["HTTPS_PROXY": "p:1", "no_proxy": "a"], nil),
        .exception("*", "https://a", isMet: true),
        .exception("other, *", "https://a", isMet: true),
        .exception("foo.com", "https://foo.com", isMet: true),
        .exception("foo.com", "https://bar.foo.com", isMet: true),
        .exception("foo.com", "https://barfoo.com", isMet: false),
        .exception(".foo.com", "https://foo.com", isMet: false),
        .exception(".foo.com", "https://bar.foo.com", isMet: true),
        .exception("*.foo.com", "https://bar.foo.com", isMet: true),
        .exception("FOO.com", "https://Foo.Com", isMet: true),
        .exception("foo.com:443", "https://foo.com", isMet: true),
        .exception("foo.com:80", "https://foo.com", isMet: false),
        .exception("foo.com:6443", "https://foo.com:6443", isMet: true),
        .exception("10.1.2.3", "https://10.1.2.3:6443", isMet: true),
        .exception("10.1.2.3:443", "https://10.1.2.3:6443", isMet: false),
        .exception("10.0.0.0/8", "https://10.200.1.1", isMet: true),
        .exception("10.0.0.0/9", "https://10.200.1.1", isMet: false),
        .exception("10.0.0.0/33", "https://10.0.0.1", isMet: false),
        .exception("0.0.0.0/0", "https://8.8.8.8", isMet: true),
        .exception("fd00::/8", "https://[fd12::1]:6443", isMet: true),
        .exception("[fd12::1]:6443", "https://[fd12:0::1]:6443", isMet: true),
        .exception("fd12::1", "https://[fd12::2]", isMet: false),
        .exception(",,  ,:80", "https://a", isMet: false),
    ]

    @Test(arguments: cases) func `The environment's proxy is chosen as Go chooses it`(_ example: Case) throws {
        let text = kubeconfig(cluster: "server: \"\(example.server)\"")
        #expect(try Workspace().connection(text, variables: example.variables).proxy == example.proxy)
    }

    @Test func `A kubeconfig's proxy is for every server`() throws {
        let text = kubeconfig(cluster: "server: https://127.0.0.1\nproxy-url: socks5://u:pw@p")
        let variables = ["NO_PROXY": "*", "HTTPS_PROXY": "http://other"]
        #expect(try Workspace().connection(text, variables: variables).proxy == "socks5h://u:pw@p:1080")
    }

    @Test(arguments: ["ftp://u:geheim@p", "socks5h://geheim", "geheim"])
    func `A bad proxy is an error that does not show it`(
        _ proxy: String
    ) throws {
        let text = kubeconfig(cluster: "server: https://a\nproxy-url: \(proxy)")
        let error = try #require(try Workspace().error(text))
        #expect(error.code == "configuration-invalid")
        #expect("\(error)".contains("clusters[c].cluster.proxy-url"))
        #expect(!"\(error)".contains("geheim"))
    }
}
