import ClusterConfiguration
import Testing
import TestServers

@testable import KubernetesClient

/// SOCKS proxies, with Debian's microsocks, which lets in only who knows the password.
@Suite(.enabled(if: FrontProcess.path(of: "microsocks") != nil, "microsocks is not here"))
struct SOCKSProxyTests {
    @Test func `Requests go through the proxy, with its user and password`() throws {
        let server = ScriptedServer { _ in [.answer(200, "fine")] }
        defer { server.stop() }
        let proxy = try FrontProcess("microsocks") { port in
            ["-i", "127.0.0.1", "-p", "\(port)", "-u", "user", "-P", "geheim"]
        }
        func get(_ credentials: String, server url: String) throws -> String {
            var connection = ClusterConnection(server: url)
            connection.proxy = "socks5://\(credentials)127.0.0.1:\(proxy.port)"
            let client = try APIClient(connection)
            let bytes = try client.get(APIRequest("/api"), mostAttempts: 1) { (response) throws(ClientError) in
                try response.bytes(limit: 1 << 20)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try get("user:geheim@", server: server.url) == "fine")
        let count = server.requests.count
        for credentials in ["", "user:geheimnis@"] {
            let error = try #require(throws: ClientError.self) { try get(credentials, server: server.url) }
            #expect(!error.description.contains("geheim"), "\(error)")
        }
        // Nothing went past it.
        #expect(server.requests.count == count)
        let dead = try #require(throws: ClientError.self) { try get("user:geheim@", server: "http://127.0.0.1:1") }
        #expect(!dead.description.contains("geheim"), "\(dead)")
    }
}
