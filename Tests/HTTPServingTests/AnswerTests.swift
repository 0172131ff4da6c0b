import Glibc
import HTTPServing
import Synchronization
import TestServers
import Testing

@Suite(.waiting) struct AnswerTests {
    @Test func `Bytes and pieces have a length, and a HEAD has it too`() throws {
        let serving = try Serving { request in
            let pieces: [[UInt8]] = [[], Array("abc".utf8), [], Array(repeating: 0x64, count: 1_000_000)]
            return .response(
                ServerResponse(
                    status: 201, contentType: "text/x", headers: [(name: "X-One", value: "1")], body: .pieces(pieces)))
        }
        let answer = serving.get("/")
        #expect(answer.status == 201)
        #expect(answer.headers["content-type"] == "text/x")
        #expect(answer.headers["x-one"] == "1")
        #expect(answer.body.count == 1_000_003)
        #expect(answer.isComplete)
        let head = serving.get("/", method: "HEAD")
        #expect(head.headers["content-length"] == "1000003")
        #expect(head.body.isEmpty)
    }

    @Test func `A header that would break the head ends the connection`() throws {
        let serving = try Serving { _ in
            .response(ServerResponse(contentType: "a\r\nX: y", body: .bytes([])))
        }
        #expect(serving.get("/").status == 0)
    }

    @Test func `A stream goes out as it is made, in chunks or with its length`() throws {
        let pieces: [BodyPiece] = [
            .bytes(Array("one".utf8)), .bytes([]), .pause(.milliseconds(50)), .bytes(Array("two".utf8)),
        ]
        let serving = try Serving { .stream(count: $0.path == "/known" ? 6 : nil, Pieces(pieces)) }
        let known = serving.get("/known")
        #expect(known.text == "onetwo")
        #expect(known.isComplete)
        let unknown = serving.get("/unknown")
        #expect(unknown.headers["transfer-encoding"] == "chunked")
        #expect(unknown.text == "onetwo")
        #expect(unknown.isComplete)
    }

    @Test func `A stream that is cut off, or ends too soon, is not whole for the client`() throws {
        let serving = try Serving { request in
            switch request.path {
            case "/cut": return .stream(Pieces([.bytes(Array("one".utf8)), .cutOff]))
            case "/short": return .stream(count: 6, Pieces([.bytes(Array("one".utf8))]))
            default: return .hangUp
            }
        }
        for path in ["/cut", "/short"] {
            let answer = serving.get(path)
            #expect(answer.text == "one", "\(path)")
            #expect(!answer.isComplete, "\(path)")
        }
        #expect(serving.get("/none").status == 0)
    }

    @Test func `An answer may come later, without a thread that waits`() throws {
        let serving = try Serving(limits: .with { $0.workerCount = 1 }) { _ in
            .later(.milliseconds(200)) { .later(.milliseconds(100)) { .text("late") } }
        }
        let threads = (0..<20).map { _ in JoinableThread { #expect(serving.get("/").text == "late") } }
        let time = ContinuousClock().measure { for thread in threads { thread.join() } }
        #expect(time >= .milliseconds(300))
        #expect(time < .seconds(3))
    }

    /// Counts how often it was asked.
    private struct Endless: BodyStream {
        final class Count: Sendable { let value = Atomic(0) }

        let count: Count

        mutating func next() -> BodyPiece {
            count.value.add(1, ordering: .relaxed)
            return .bytes([UInt8](repeating: 0x61, count: 64 << 10))
        }
    }

    @Test func `A stream does not run ahead of a client that reads slowly`() throws {
        let count = Endless.Count()
        let serving = try Serving { _ in .stream(Endless(count: count)) }
        let descriptor = HTTPExchange.connected(to: serving.port)
        defer { close(descriptor) }
        HTTPExchange.send(Array("GET / HTTP/1.1\r\n\r\n".utf8), over: descriptor)
        var before = -1
        while count.value.load(ordering: .relaxed) != before {
            before = count.value.load(ordering: .relaxed)
            usleep(200_000)
        }
        // What fits into the buffers of the two sockets, and one piece.
        #expect(before > 0)
        #expect(before < 256)
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        for _ in 0..<100 { #expect(recv(descriptor, &buffer, buffer.count, 0) > 0) }
        usleep(200_000)
        #expect(count.value.load(ordering: .relaxed) > before)
    }

    @Test func `A client that goes ends its stream, whether that pauses or not`() throws {
        let asked = Endless.Count()
        struct Ticks: BodyStream {
            let count: Endless.Count
            let pause: Duration
            var isPause = false

            mutating func next() -> BodyPiece {
                count.value.add(1, ordering: .relaxed)
                isPause.toggle()
                return isPause ? .bytes([0x61]) : .pause(pause)
            }
        }
        let serving = try Serving { request in
            .stream(Ticks(count: asked, pause: request.path == "/short" ? .milliseconds(1) : .seconds(600)))
        }
        for path in ["/long", "/short"] {
            let descriptor = HTTPExchange.connected(to: serving.port)
            HTTPExchange.send(Array("GET \(path) HTTP/1.1\r\n\r\n".utf8), over: descriptor)
            var byte: UInt8 = 0
            #expect(recv(descriptor, &byte, 1, 0) == 1)
            close(descriptor)
            #expect(waits { serving.server.connectionCount == 0 }, "\(path)")
        }
        let count = asked.value.load(ordering: .relaxed)
        usleep(100_000)
        #expect(asked.value.load(ordering: .relaxed) == count)
    }

    @Test func `A slow answer keeps no other waiting`() throws {
        let serving = try Serving(limits: .with { $0.workerCount = 2 }) { request in
            if request.path == "/slow" { usleep(500_000) }
            return .text("ok")
        }
        let slow = JoinableThread { #expect(serving.get("/slow").text == "ok") }
        usleep(50_000)
        let time = ContinuousClock().measure { #expect(serving.get("/fast").text == "ok") }
        slow.join()
        #expect(time < .milliseconds(400))
    }
}

/// Whether something comes to be within ten seconds.
func waits(_ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while !condition(), ContinuousClock.now < end { usleep(10_000) }
    return condition()
}
