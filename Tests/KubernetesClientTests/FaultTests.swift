import ClusterConfiguration
import Glibc
import TestServers
import Testing

@testable import KubernetesClient

/// What becomes of a request when the server, or what lies before it, does what it should not.
struct FaultTests {
    /// Deadlines and pauses that a test can wait for.
    static func client(_ url: String, _ change: (inout RetryPolicy, inout Deadlines) -> Void = { _, _ in })
        throws
        -> APIClient
    {
        var policy = RetryPolicy()
        policy.firstPause = .milliseconds(1)
        policy.longestAskedPause = .milliseconds(1500)
        var deadlines = Deadlines()
        deadlines.connecting = .seconds(3)
        deadlines.silence = .seconds(1)
        deadlines.total = .seconds(20)
        change(&policy, &deadlines)
        return try APIClient(ClusterConnection(server: url), deadlines: deadlines, retryPolicy: policy)
    }

    static func get(_ client: APIClient, _ path: String = "/api") throws(ClientError) -> String {
        let bytes = try client.get(APIRequest(path)) { (response) throws(ClientError) in
            try response.bytes(limit: 1 << 20)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    struct Passing: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// The answers, one after the other; the last one is that of all further requests.
        var answers: [[ScriptedServer.Step]]
        var requests: Int
    }

    @Test(arguments: [
        Passing(testDescription: "all is well", answers: [[.answer(200, "fine")]], requests: 1),
        Passing(
            testDescription: "500, then fine",
            answers: [[.status(500, "InternalError", "oops")], [.answer(200, "fine")]], requests: 2),
        Passing(
            testDescription: "503 twice, then fine",
            answers: [[.status(503, "ServiceUnavailable", "a")], [.status(503, "", "b")], [.answer(200, "fine")]],
            requests: 3),
        Passing(
            testDescription: "the connection is reset in the body",
            answers: [
                [.send("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nfi"), .reset], [.answer(200, "fine")],
            ], requests: 2),
        Passing(
            testDescription: "the body is cut short",
            answers: [
                [.send("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nfi"), .close], [.answer(200, "fine")],
            ], requests: 2),
        Passing(
            testDescription: "a chunked body is cut short",
            answers: [
                [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nfi\r\n"), .close],
                [.answer(200, "fine")],
            ], requests: 2),
        Passing(
            testDescription: "the body stalls",
            answers: [
                [.send("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nfi"), .stall], [.answer(200, "fine")],
            ], requests: 2),
        Passing(
            testDescription: "the connection is closed instead of an answer",
            answers: [[.close], [.answer(200, "fine")]], requests: 2),
    ])
    func `What passes is tried again from the beginning`(_ passing: Passing) throws {
        let server = ScriptedServer { request in
            passing.answers[min(request.repetition, passing.answers.count - 1)]
        }
        defer { server.stop() }
        #expect(try Self.get(try Self.client(server.url)) == "fine")
        #expect(server.requests.count == passing.requests)
    }

    @Test func `Retry-After is waited for, as long as it is not too long`() throws {
        let server = ScriptedServer { request in
            if request.repetition == 0 {
                return [.status(429, "TooManyRequests", "slow down", headers: ["Retry-After: 1"])]
            }
            return [.answer(200, "fine")]
        }
        defer { server.stop() }
        let clock = ContinuousClock()
        let client = try Self.client(server.url)
        let took = try clock.measure {
            let answer = try Self.get(client)
            #expect(answer == "fine")
        }
        #expect(took >= .seconds(1))
    }

    @Test func `A time for requests bounds all attempts together`() throws {
        let server = ScriptedServer { _ in [.status(503, "ServiceUnavailable", "wait", headers: ["Retry-After: 1"])] }
        defer { server.stop() }
        var connection = ClusterConnection(server: server.url)
        connection.requestTimeout = .milliseconds(1500)
        let client = try APIClient(connection)
        let took = ContinuousClock().measure { _ = try? Self.get(client) }
        #expect(took < .milliseconds(2000))
        #expect(server.requests.count == 2)
    }

    struct Lasting: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var answer: [ScriptedServer.Step]
        var code: String
        /// What the one line must tell.
        var told: [String]
        var requests: Int
    }

    @Test(arguments: [
        Lasting(
            testDescription: "401", answer: [.status(401, "Unauthorized", "Unauthorized")], code: "unauthorized",
            told: ["does not accept the credentials", "--context"], requests: 1),
        Lasting(
            testDescription: "403",
            answer: [.status(403, "Forbidden", "pods is forbidden: User \\\"jane\\\" cannot list")], code: "forbidden",
            told: ["User \"jane\" cannot list", "dsdoctor rbac"], requests: 1),
        Lasting(
            testDescription: "404", answer: [.status(404, "NotFound", "the server could not find it")],
            code: "not-found-on-server", told: ["could not find it"], requests: 1),
        Lasting(
            testDescription: "410", answer: [.status(410, "Expired", "too old")], code: "expired", told: ["too old"],
            requests: 1),
        Lasting(
            testDescription: "always 500", answer: [.status(500, "InternalError", "oops")], code: "refused",
            told: ["500", "oops", "try again later"], requests: 5),
        Lasting(
            testDescription: "always 429", answer: [.status(429, "TooManyRequests", "slow down")], code: "refused",
            told: ["429", "slow down"], requests: 5),
        Lasting(
            testDescription: "a redirect to elsewhere",
            answer: [.answer(302, "", headers: ["Location: http://127.0.0.1:9/stolen"])], code: "redirected",
            told: ["127.0.0.1:9/stolen", "--server"], requests: 1),
        Lasting(
            testDescription: "a page for people",
            answer: [.answer(502, "<html><body>Bad Gateway</body></html>")], code: "refused", told: ["502"],
            requests: 5),
        Lasting(
            testDescription: "something that is no HTTP", answer: [.send("SSH-2.0-OpenSSH_9.2\r\n"), .close],
            code: "unexpected-answer", told: ["not an API server's answer"], requests: 1),
        Lasting(
            testDescription: "headers without end",
            answer: [
                .send(
                    "HTTP/1.1 200 OK\r\n"
                        + String(repeating: "X-Long: \(String(repeating: "a", count: 1000))\r\n", count: 400))
            ],
            code: "unexpected-answer", told: ["headers"], requests: 1),
        Lasting(
            testDescription: "text with escapes",
            answer: [.answer(500, "\u{1B}[2Jgone\nsecond line")], code: "refused", told: ["gone"], requests: 5),
    ])
    func `What lasts is told in one line`(_ lasting: Lasting) throws {
        let server = ScriptedServer { _ in lasting.answer }
        defer { server.stop() }
        let error = try #require(throws: ClientError.self) { _ = try Self.get(try Self.client(server.url)) }
        #expect(error.code == lasting.code)
        for part in lasting.told { #expect(error.description.contains(part)) }
        #expect(!error.description.contains("\n"))
        #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 })
        #expect(server.requests.count == lasting.requests)
    }

    @Test func `Where nothing listens is told at once`() throws {
        let server = ScriptedServer { _ in [.answer()] }
        server.stop()
        usleep(50_000)
        let error = try #require(throws: ClientError.self) { _ = try Self.get(try Self.client(server.url)) }
        #expect(error.code == "server-unreachable")
        #expect(error.description.contains(server.url))
    }

    @Test func `A name that cannot be resolved is told`() throws {
        let error = try #require(throws: ClientError.self) {
            _ = try Self.get(try Self.client("https://no-such-host.invalid:6443"))
        }
        #expect(error.description.contains("cannot be resolved"))
    }

    @Test func `A server without TLS is told from an untrusted one`() throws {
        let server = ScriptedServer { _ in [.answer()] }
        defer { server.stop() }
        let error = try #require(throws: ClientError.self) {
            _ = try Self.get(try Self.client("https://127.0.0.1:\(server.port)"))
        }
        #expect(error.code == "server-not-trusted")
        #expect(error.description.contains("http://"))
    }

    @Test func `The whole of a request has a deadline`() throws {
        let server = ScriptedServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nfi"), .stall]
        }
        defer { server.stop() }
        let client = try Self.client(server.url) { _, deadlines in
            deadlines.total = .milliseconds(300)
            deadlines.silence = .seconds(30)
        }
        let error = try #require(throws: ClientError.self) { _ = try Self.get(client) }
        #expect(error.code == "server-timed-out")
        #expect(error.description.contains("--request-timeout"))
    }

    @Test func `Cancelling ends what is under way, and what sleeps`() throws {
        let server = ScriptedServer { request in
            request.path == "/busy" ? [.status(503, "", "busy", headers: ["Retry-After: 60"])] : [.stall]
        }
        defer { server.stop() }
        for path in ["/stalled", "/busy"] {
            let client = try Self.client(server.url) { policy, deadlines in
                policy.longestAskedPause = .seconds(60)
                deadlines.silence = .seconds(60)
            }
            let canceller = JoinableThread {
                usleep(100_000)
                client.cancel()
            }
            let clock = ContinuousClock()
            let took = clock.measure {
                #expect(throws: ClientError.cancelled) { _ = try Self.get(client, path) }
            }
            canceller.join()
            #expect(took < .seconds(5))
            #expect(throws: ClientError.cancelled) { _ = try Self.get(client, "/later") }
        }
    }

    @Test func `A body that nobody reads is not held in memory`() throws {
        let piece = String(repeating: "x", count: 1 << 20)
        let server = ScriptedServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: \(64 << 20)\r\n\r\n")] + (0..<64).map { _ in .send(piece) }
        }
        defer { server.stop() }
        let client = try Self.client(server.url) { _, deadlines in deadlines.silence = .seconds(1) }
        let count = try client.get(APIRequest("/large")) { (response) throws(ClientError) in
            // Longer than the deadline for silence: a pause of ours is none of the server's.
            usleep(1_500_000)
            var count = 0
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            while true {
                var failure: ClientError?
                let more = buffer.withUnsafeMutableBytes { bytes in
                    do throws(ClientError) { return try response.read(into: bytes) } catch { failure = error }
                    return 0
                }
                if let failure { throw failure }
                if more == 0 { return count }
                count += more
            }
        }
        #expect(count == 64 << 20)
    }
}
