import Glibc
import HTTPServing
import TestServers
import Testing

@Suite(.waiting) struct LimitTests {
    @Test func `Of more connections than the limit the later ones wait`() throws {
        let serving = try Serving(limits: .with { $0.maxConnections = 4 })
        var idle = (0..<4).map { _ in HTTPExchange.connected(to: serving.port) }
        defer { for descriptor in idle { close(descriptor) } }
        #expect(waits { serving.server.connectionCount == 4 })
        let isAnswered = JoinableThread { #expect(serving.get("/").text == "ok") }
        usleep(100_000)
        #expect(serving.server.connectionCount == 4)
        let time = ContinuousClock().measure {
            close(idle.removeLast())
            isAnswered.join()
        }
        #expect(time < .seconds(5))
    }

    @Test func `Of more connections from an address than the limit the later ones are closed`() throws {
        let serving = try Serving(limits: .with { $0.maxConnectionsPerAddress = 2 })
        let idle = (0..<2).map { _ in HTTPExchange.connected(to: serving.port) }
        #expect(waits { serving.server.connectionCount == 2 })
        #expect(serving.get("/").status == 0)
        for descriptor in idle { close(descriptor) }
        #expect(waits { serving.server.connectionCount == 0 })
        #expect(serving.get("/").status == 200)
    }

    @Test func `A client that says nothing is cut off, within a request and between two`() throws {
        let serving = try Serving(limits: .with { $0.idleTimeout = .seconds(1) })
        let requests = [
            "", "GET /", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", "GET / HTTP/1.1\r\n\r\n",
        ]
        let clock = ContinuousClock()
        for text in requests {
            // Reads until the server closes.
            let time = clock.measure { _ = serving.exchange(text) }
            #expect(time > .milliseconds(500), "\(text)")
            #expect(time < .seconds(4), "\(text)")
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: ",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX: ", "",
    ])
    func `A request that drips in is dropped in time, and others are answered meanwhile`(start: String) throws {
        let serving = try Serving(limits: .with { $0.requestTimeout = .seconds(1) })
        let descriptor = HTTPExchange.connected(to: serving.port)
        defer { close(descriptor) }
        let begin = ContinuousClock.now
        HTTPExchange.send(Array(start.utf8), over: descriptor)
        while HTTPExchange.send([0x61], over: descriptor) == 1, ContinuousClock.now - begin < .seconds(8) {
            usleep(100_000)
            if ContinuousClock.now - begin < .milliseconds(900) { #expect(serving.get("/").text == "ok") }
        }
        let time = ContinuousClock.now - begin
        #expect(time > .milliseconds(800))
        #expect(time < .seconds(4))
        #expect(waits { serving.server.connectionCount == 0 })
    }

    @Test func `An answer that takes longer than a request may is given all the same`() throws {
        let limits = ServerLimits.with { $0.requestTimeout = .seconds(1) }
        let serving = try Serving(limits: limits) { _ in
            .stream(Pieces([.bytes([0x61]), .pause(.milliseconds(2500)), .bytes([0x62])]))
        }
        #expect(serving.get("/").text == "ab")
    }

    @Test func `A pause of the server's own is no silence of the client`() throws {
        let serving = try Serving(limits: .with { $0.idleTimeout = .seconds(1) }) { _ in
            .stream(Pieces([.bytes([0x61]), .pause(.milliseconds(2500)), .bytes([0x62])]))
        }
        let answer = serving.get("/")
        #expect(answer.text == "ab")
        #expect(answer.isComplete)
    }

    /// Sockets of both ends are of this process.
    @Test func `Clients are answered beside 1,000 idle and 200 slow ones, and those are cut off`() throws {
        var limit = rlimit()
        let kind = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
        getrlimit(kind, &limit)
        try #require(limit.rlim_max >= 4096, "this process may open too few files")
        if limit.rlim_cur < 4096 {
            limit.rlim_cur = 4096
            setrlimit(kind, &limit)
        }
        let serving = try Serving(limits: .with { $0.idleTimeout = .seconds(5) })
        let before = ResidentMemory.bytes
        let clients = (0..<1200).map { _ in HTTPExchange.connected(to: serving.port) }
        defer { for descriptor in clients { close(descriptor) } }
        for descriptor in clients.suffix(200) {
            HTTPExchange.send(Array("GET / HTTP/1.1\r\nX: half".utf8), over: descriptor)
        }
        #expect(waits { serving.server.connectionCount == 1200 })
        let time = ContinuousClock().measure { #expect(serving.get("/").text == "ok") }
        #expect(time < .seconds(1))
        #expect(ResidentMemory.bytes - before < 64 << 20)
        #expect(waits { serving.server.connectionCount == 0 })
    }
}

/// The memory that this process has in use.
enum ResidentMemory {
    static var bytes: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
    }
}
