import Glibc
import HTTPServing
import TestServers
import Testing

@Suite(.waiting) struct StopTests {
    @Test func `Stopping lets answers end that have begun`() throws {
        let serving = try Serving { _ in
            usleep(300_000)
            return .text("slow")
        }
        let client = JoinableThread { #expect(serving.get("/").text == "slow") }
        #expect(waits { serving.server.connectionCount == 1 })
        usleep(100_000)
        let time = ContinuousClock().measure { serving.server.stop() }
        client.join()
        #expect(time >= .milliseconds(100))
        #expect(time < .seconds(2))
        #expect(serving.server.connectionCount == 0)
        #expect(serving.get("/").status == 0)
    }

    @Test func `Answers that do not end in time are cut off`() throws {
        let serving = try Serving { _ in
            usleep(1_500_000)
            return .text("too late")
        }
        let client = JoinableThread { #expect(serving.get("/").status == 0) }
        #expect(waits { serving.server.connectionCount == 1 })
        usleep(100_000)
        let time = ContinuousClock().measure { serving.server.stop(within: .milliseconds(200)) }
        client.join()
        #expect(time < .seconds(1))
    }

    @Test func `A stream that pauses ends as if it was over`() throws {
        let serving = try Serving { _ in .stream(Pieces([.bytes([0x61]), .pause(.seconds(600)), .bytes([0x62])])) }
        let client = JoinableThread {
            let answer = serving.get("/")
            #expect(answer.text == "a")
            #expect(answer.isComplete)
        }
        #expect(waits { serving.server.connectionCount == 1 })
        usleep(100_000)
        let time = ContinuousClock().measure { serving.server.stop() }
        client.join()
        #expect(time < .seconds(1))
    }

    @Test func `An endless stream, and clients that wait or send slowly, do not keep the server from stopping`() throws
    {
        struct Endless: BodyStream {
            mutating func next() -> BodyPiece { .bytes([UInt8](repeating: 0x61, count: 1000)) }
        }
        let serving = try Serving { request in
            request.path == "/later" ? .later(.seconds(600)) { .text("never") } : .stream(Endless())
        }
        let clients = ["GET / HTTP/1.1\r\n\r\n", "GET /later HTTP/1.1\r\n\r\n", "GET /", "", "GET / HTTP/1.1\r\n"]
            .map { text in
                let descriptor = HTTPExchange.connected(to: serving.port)
                HTTPExchange.send(Array(text.utf8), over: descriptor)
                return descriptor
            }
        defer { for descriptor in clients { close(descriptor) } }
        #expect(waits { serving.server.connectionCount == clients.count })
        let time = ContinuousClock().measure { serving.server.stop(within: .milliseconds(300)) }
        #expect(time < .seconds(1))
        #expect(serving.server.connectionCount == 0)
    }

    @Test func `A server that nobody holds any more ends`() throws {
        var serving: Serving? = try Serving { _ in .stream(Pieces([.bytes([0x61]), .pause(.seconds(600))])) }
        let port = serving?.port ?? 0
        let client = HTTPExchange.connected(to: port)
        defer { close(client) }
        serving = nil
        #expect(waits { Loopback.connection(to: port).map { close($0) } == nil })
    }
}
