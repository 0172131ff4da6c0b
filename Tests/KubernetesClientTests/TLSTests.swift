import ClusterConfiguration
import Foundation
import TestServers
import Testing

@testable import KubernetesClient

/// TLS, with Debian's stunnel before a plain server.
@Suite(
    .enabled(if: Authority.isPossible && FrontProcess.path(of: "stunnel") != nil, "openssl and stunnel are not here"))
struct TLSTests {
    private static func front(
        _ authority: Authority, certificate: String, before server: ScriptedServer, asksClient: Bool = false
    ) throws -> FrontProcess {
        try FrontProcess("stunnel") { port in
            let configuration = authority.path("stunnel.conf")
            try """
            foreground = yes
            pid =
            debug = 0
            [https]
            accept = 127.0.0.1:\(port)
            connect = 127.0.0.1:\(server.port)
            cert = \(authority.path("\(certificate).crt"))
            key = \(authority.path("\(certificate).key"))
            \(asksClient ? "CAfile = \(authority.path("ca.crt"))\nverifyChain = yes\nrequireCert = yes" : "")
            """.write(toFile: configuration, atomically: true, encoding: .utf8)
            return [configuration]
        }
    }

    private static func get(
        port: UInt16, host: String = "127.0.0.1", _ change: (inout ClusterConnection) throws -> Void
    ) throws -> String {
        var connection = ClusterConnection(server: "https://\(host):\(port)")
        try change(&connection)
        var policy = RetryPolicy()
        policy.firstPause = .milliseconds(1)
        let client = try APIClient(connection, retryPolicy: policy)
        let bytes = try client.get(APIRequest("/api")) { (response) throws(ClientError) in
            try response.bytes(limit: 1 << 20)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `The server's certificate must be of the cluster's authority, and bear its name`() throws {
        let authority = try Authority()
        let stranger = try Authority()
        try authority.sign("here", subject: "/CN=here", names: "IP:127.0.0.1,DNS:localhost")
        try authority.sign("elsewhere", subject: "/CN=elsewhere", names: "DNS:api.example.com")
        try authority.sign("old", subject: "/CN=old", names: "IP:127.0.0.1", days: -1)
        let server = ScriptedServer { _ in [.answer(200, "fine")] }
        defer { server.stop() }
        let own = try authority.bytes("ca.crt")

        let here = try Self.front(authority, certificate: "here", before: server)
        #expect(try Self.get(port: here.port) { $0.trust.authorities = own } == "fine")
        #expect(try Self.get(port: here.port) { $0.trust.skipsVerification = true } == "fine")
        let wrongAuthority = try #require(throws: ClientError.self) {
            try Self.get(port: here.port) { $0.trust.authorities = try stranger.bytes("ca.crt") }
        }
        #expect(wrongAuthority.code == "server-not-trusted")
        #expect(wrongAuthority.description.contains("--certificate-authority"))
        let systemAuthorities = try #require(throws: ClientError.self) { try Self.get(port: here.port) { _ in } }
        #expect(systemAuthorities.code == "server-not-trusted")
        let noAuthority = try #require(throws: ClientError.self) {
            try Self.get(port: here.port) { $0.trust.authorities = Array("no certificate".utf8) }
        }
        #expect(noAuthority.code == "server-not-trusted")

        let elsewhere = try Self.front(authority, certificate: "elsewhere", before: server)
        let wrongName = try #require(throws: ClientError.self) {
            try Self.get(port: elsewhere.port) { $0.trust.authorities = own }
        }
        #expect(wrongName.code == "server-not-trusted")
        #expect(wrongName.description.contains("--tls-server-name"))
        let named = try Self.get(port: elsewhere.port) {
            $0.trust.authorities = own
            $0.trust.serverName = "api.example.com"
        }
        #expect(named == "fine")
        #expect(server.requests.last?.headers["host"] == "127.0.0.1:\(elsewhere.port)")

        let old = try Self.front(authority, certificate: "old", before: server)
        let expired = try #require(throws: ClientError.self) {
            try Self.get(port: old.port) { $0.trust.authorities = own }
        }
        #expect(expired.description.contains("expired") && expired.description.contains("clock"))
    }

    @Test func `A server that asks for a client certificate gets it, and who has none is told`() throws {
        let authority = try Authority()
        let stranger = try Authority()
        for signer in [authority, stranger] {
            try signer.sign("client", subject: "/CN=jane", names: "DNS:jane")
        }
        try authority.sign("here", subject: "/CN=here", names: "IP:127.0.0.1")
        let server = ScriptedServer { _ in [.answer(200, "fine")] }
        defer { server.stop() }
        let front = try Self.front(authority, certificate: "here", before: server, asksClient: true)
        func get(_ certificate: [UInt8]?, _ key: [UInt8]?) throws -> String {
            try Self.get(port: front.port) {
                $0.trust.authorities = try authority.bytes("ca.crt")
                $0.credentials = CredentialSource(Credentials(clientCertificate: certificate, clientKey: key))
            }
        }
        #expect(try get(authority.bytes("client.crt"), authority.bytes("client.key")) == "fine")
        let none = try #require(throws: ClientError.self) { try get(nil, nil) }
        // Depending on who is faster, the server's word arrives before it hangs up or not.
        #expect(["server-not-trusted", "connection-lost"].contains(none.code))
        #expect(none.description.contains("client certificate"))
        #expect(throws: ClientError.self) { try get(stranger.bytes("client.crt"), stranger.bytes("client.key")) }
        let mismatch = try #require(throws: ClientError.self) {
            try get(authority.bytes("client.crt"), stranger.bytes("client.key"))
        }
        #expect(mismatch.description.contains("client-key"))
        #expect(!mismatch.description.contains("BEGIN"))
    }

    @Test(.enabled(if: FrontProcess.path(of: "nghttpx") != nil, "nghttpx is not here"))
    func `A server that speaks HTTP/2 gets all requests through one connection`() throws {
        let authority = try Authority()
        try authority.sign("here", subject: "/CN=here", names: "IP:127.0.0.1")
        let server = ScriptedServer { request in [.answer(200, request.path)] }
        defer { server.stop() }
        let log = authority.path("access.log")
        let front = try FrontProcess("nghttpx") { port in
            [
                "--conf=/dev/null", "-f127.0.0.1,\(port)", "-b127.0.0.1,\(server.port)", "--accesslog-file=\(log)",
                "--accesslog-format=$remote_port $protocol_version", "--workers=1", "--single-process",
                authority.path("here.key"),
                authority.path("here.crt"),
            ]
        }
        var connection = ClusterConnection(server: "https://127.0.0.1:\(front.port)")
        connection.trust.authorities = try authority.bytes("ca.crt")
        let client = try APIClient(connection)
        let threads = (0..<20).map { number in
            JoinableThread {
                #expect(throws: Never.self) {
                    let answer = try client.get(APIRequest("/\(number)")) { (response) throws(ClientError) in
                        try response.bytes(limit: 100)
                    }
                    #expect(answer == Array("/\(number)".utf8))
                }
            }
        }
        for thread in threads { thread.join() }
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 20)
        #expect(Set(lines).count == 1)
        #expect(lines.allSatisfy { $0.hasSuffix("HTTP/2") || $0.hasSuffix("HTTP/2.0") })
    }
}

/// Proxies, with Debian's tinyproxy.
@Suite(.enabled(if: FrontProcess.path(of: "tinyproxy") != nil, "tinyproxy is not here"))
struct ProxyTests {
    @Test func `Requests go through the proxy that is configured`() throws {
        let server = ScriptedServer { _ in [.answer(200, "fine")] }
        defer { server.stop() }
        let configuration = NSTemporaryDirectory() + "dsdoctor-\(UUID().uuidString).conf"
        defer { try? FileManager.default.removeItem(atPath: configuration) }
        let proxy = try FrontProcess("tinyproxy") { port in
            try "Port \(port)\nListen 127.0.0.1\nTimeout 60\nMaxClients 20\nViaProxyName \"passed\"\nAllow 127.0.0.1\n"
                .write(toFile: configuration, atomically: true, encoding: .utf8)
            return ["-d", "-c", configuration]
        }
        func get(proxy: String?, server url: String) throws -> String {
            var connection = ClusterConnection(server: url)
            connection.proxy = proxy
            let client = try APIClient(connection)
            let bytes = try client.get(APIRequest("/api")) { (response) throws(ClientError) in
                try response.bytes(limit: 1 << 20)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try get(proxy: "http://127.0.0.1:\(proxy.port)", server: server.url) == "fine")
        #expect(server.requests.last?.headers["via"]?.contains("passed") == true)
        #expect(try get(proxy: nil, server: server.url) == "fine")
        #expect(server.requests.last?.headers["via"] == nil)
        // A proxy that is not there, and one that may not tunnel to that port.
        let absent = try #require(throws: ClientError.self) {
            try get(proxy: "http://user:geheim@127.0.0.1:1", server: server.url)
        }
        #expect(absent.code == "server-unreachable")
        #expect(!absent.description.contains("geheim"))
        let dead = try #require(throws: ClientError.self) {
            try get(proxy: "http://127.0.0.1:\(proxy.port)", server: "https://127.0.0.1:1")
        }
        #expect(dead.description.contains("proxy"))
    }
}
