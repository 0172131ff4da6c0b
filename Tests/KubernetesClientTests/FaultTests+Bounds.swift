import KubernetesClient
import TestServers
import Testing

/// What does not end by itself.
extension FaultTests {
    @Test func `A server that asks to wait for long is not waited for`() throws {
        for seconds in ["3600", "99999999999999999999"] {
            let server = ScriptedServer { _ in
                [.status(429, "TooManyRequests", "slow down", headers: ["Retry-After: \(seconds)"])]
            }
            defer { server.stop() }
            let error = try #require(throws: ClientError.self) { _ = try Self.get(try Self.client(server.url)) }
            #expect(error.description.contains("it asks to wait"))
            #expect(server.requests.count == 1)
        }
    }

    @Test func `After a row of requests without an answer no other one is sent`() throws {
        let server = ScriptedServer { request in request.path == "/fine" ? [.answer(200, "fine")] : [.close] }
        defer { server.stop() }
        let client = try Self.client(server.url) { policy, _ in
            policy.mostAttempts = 1
            policy.mostFailuresInRow = 3
        }
        for path in ["/a", "/b", "/fine", "/c", "/d"] { _ = try? Self.get(client, path) }
        #expect(try Self.get(client, "/fine") == "fine")
        for path in ["/a", "/b", "/c", "/d", "/e"] { _ = try? Self.get(client, path) }
        // libcurl asks again itself where a connection was used before.
        var paths: [String] = []
        for request in server.requests where request.path != paths.last { paths.append(request.path) }
        #expect(paths == ["/a", "/b", "/fine", "/c", "/d", "/fine", "/a", "/b", "/c"])
        let error = try #require(throws: ClientError.self) { _ = try Self.get(client, "/fine") }
        #expect(error.code == "connection-lost")
    }

    @Test func `A drip of bytes counts as silence`() throws {
        let server = ScriptedServer { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n"), .drip("x")] }
        defer { server.stop() }
        let error = try #require(throws: ClientError.self) { _ = try Self.get(try Self.client(server.url)) }
        #expect(error.code == "server-timed-out")
        #expect(server.requests.count == 2)
    }

    @Test func `Of a body without end the first bytes are enough`() throws {
        let server = ScriptedServer { _ in
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .sendForever("4\r\nline\r\n")]
        }
        defer { server.stop() }
        let bytes = try Self.client(server.url).get(APIRequest("/log")) { (response) throws(ClientError) in
            try response.firstBytes(10_000)
        }
        #expect(bytes.count == 10_000)
    }
}
