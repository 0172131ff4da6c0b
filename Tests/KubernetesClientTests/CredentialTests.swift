import ClusterConfiguration
import Foundation
import TestServers
import Testing

@testable import KubernetesClient

/// What a request shows, to whom, and what becomes of it.
struct CredentialTests {
    private static func get(_ connection: ClusterConnection) throws -> String {
        let client = try APIClient(connection)
        let bytes = try client.get(APIRequest("/api")) { (response) throws(ClientError) in
            try response.bytes(limit: 1 << 20)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `A token that was exchanged in its file is read again after a 401`() throws {
        let file = NSTemporaryDirectory() + "dsdoctor-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "old".write(toFile: file, atomically: true, encoding: .utf8)
        let server = ScriptedServer { request in
            if request.headers["authorization"] == "Bearer new" { return [.answer(200, "fine")] }
            try? "new".write(toFile: file, atomically: true, encoding: .utf8)
            return [.status(401, "Unauthorized", "Unauthorized")]
        }
        defer { server.stop() }
        let kubeconfig = file + ".kubeconfig"
        defer { try? FileManager.default.removeItem(atPath: kubeconfig) }
        // Over plain HTTP no credentials are sent at all, so the token goes in by hand.
        try """
        {"apiVersion": "v1", "kind": "Config", "current-context": "c",
         "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
         "clusters": [{"name": "k", "cluster": {"server": "https://127.0.0.1:1"}}],
         "users": [{"name": "u", "user": {"tokenFile": "\(file)"}}]}
        """.write(toFile: kubeconfig, atomically: true, encoding: .utf8)
        var options = ConnectionOptions()
        options.kubeconfig = kubeconfig
        var connection = try ConnectionResolver().connection(for: options, in: ProcessEnvironment([:]))
        connection.server = server.url
        #expect(try Self.get(connection) == "fine")
        #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer old", "Bearer new"])
    }

    @Test func `Whose rights are used is said in headers`() throws {
        let server = ScriptedServer { _ in [.answer(200, "fine")] }
        defer { server.stop() }
        var connection = ClusterConnection(server: server.url + "/prefix")
        connection.impersonation.user = "jane"
        connection.impersonation.groups = ["team\r\nX-Evil: 1"]
        connection.impersonation.extra = ["example.com/reason": ["test"]]
        #expect(try Self.get(connection) == "fine")
        let request = try #require(server.requests.first)
        #expect(request.target == "/prefix/api")
        #expect(request.headers["impersonate-user"] == "jane")
        #expect(request.headers["x-evil"] == nil)
        #expect(request.headers["impersonate-extra-example.com%2Freason".lowercased()] == "test")
    }

    @Test func `Credentials are not sent where a redirect leads, and stand in no error`() throws {
        let stranger = ScriptedServer { _ in [.answer(200, "mine now")] }
        let server = ScriptedServer { _ in [.answer(302, "", headers: ["Location: \(stranger.url)/api"])] }
        defer {
            server.stop()
            stranger.stop()
        }
        var connection = ClusterConnection(server: server.url)
        connection.credentials = CredentialSource(Credentials(authorization: "Bearer geheim"))
        let error = try #require(throws: ClientError.self) { try Self.get(connection) }
        #expect(error.code == "redirected")
        #expect(stranger.requests.isEmpty)
        #expect(server.requests.first?.headers["authorization"] == "Bearer geheim")
        #expect(!"\(error) \(String(reflecting: error)) \(connection)".contains("geheim"))
    }

    @Test func `What a request asks for is encoded`() {
        let request = APIRequest("/api/v1/namespaces/a b/pods/é", [.init("labelSelector", "a=b,c&d"), .init("x", "")])
        #expect(request.target == "/api/v1/namespaces/a%20b/pods/%C3%A9?labelSelector=a%3Db%2Cc%26d&x=")
    }
}
