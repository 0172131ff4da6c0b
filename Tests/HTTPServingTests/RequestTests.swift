import HTTPServing
import Synchronization
import TestServers
import Testing

@Suite(.waiting) struct RequestTests {
    /// Answers with what it was asked.
    private func echoing(_ change: (inout ServerLimits) -> Void = { _ in }) throws -> Serving {
        try Serving(limits: .with(change)) { request in
            let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
            let body = String(decoding: request.body, as: UTF8.self)
            return .text("\(request.method) \(request.segments) \(query) [\(request.headers["x"] ?? "-")] \(body)")
        }
    }

    @Test func `Method, path, query, headers and body come as they were sent, escapes undone`() throws {
        let serving = try echoing()
        let answer = serving.get("/a%2Fb/c/?q=x+y&e=%C3%A9&n", headers: ["X": "1"])
        #expect(answer.status == 200)
        #expect(answer.text == #"GET ["a/b", "c"] q=x y;e=é;n= [1] "#)
        #expect(serving.get("/", method: "POST", body: "hello").text == "POST []  [-] hello")
        #expect(serving.get("/", method: "PUT", headers: ["Content-Length": "0"]).text == "PUT []  [-] ")
    }

    @Test(arguments: [
        ("/%zz", "the path has an invalid escape"), ("/?a=%4", "the query has an invalid escape"),
        ("nopath", "the request's target is no path"), ("/a b", "the request's target is no path"),
        ("/%00", "the path has an invalid escape"), ("/%ff", "the path has an invalid escape"),
    ])
    func `A target that is none is refused`(target: String, reason: String) throws {
        let answer = try echoing().get(target)
        #expect(answer.status == 400)
        #expect(answer.text == reason + "\n")
        #expect(answer.headers["connection"] == "close")
    }

    @Test func `A head that is larger than the limit is refused, and one that does not fit into memory too`() throws {
        let serving = try echoing { $0.maxHeadBytes = 1000 }
        #expect(serving.get("/", headers: ["X": String(repeating: "a", count: 900)]).status == 200)
        #expect(serving.get("/", headers: ["X": String(repeating: "a", count: 1000)]).status == 400)
        #expect(serving.get("/", headers: ["X": String(repeating: "a", count: 100_000)]).status == 431)
        #expect(serving.get("/" + String(repeating: "a", count: 100_000)).status == 414)
    }

    @Test func `Bodies in chunks are put together`() throws {
        let chunks =
            "POST / HTTP/1.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
        #expect(try echoing().exchange(chunks).text == "POST []  [-] abcdefg")
        let refused = try echoing { $0.acceptsChunkedBodies = false }.exchange(chunks)
        #expect(refused.status == 411)
        #expect(refused.headers["connection"] == "close")
    }

    @Test func `A body may be as large as the limit and no larger, however it is sent`() throws {
        let serving = try echoing { $0.maxBodyBytes = 100_000 }
        let (fits, exceeds) = (String(repeating: "a", count: 100_000), String(repeating: "a", count: 100_001))
        #expect(serving.get("/", method: "POST", body: fits).body.count == fits.utf8.count + 13)
        let refused = serving.get("/", method: "POST", body: exceeds)
        #expect(refused.status == 413)
        #expect(refused.text == "the body is larger than 100000 bytes\n")
        let head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(serving.exchange(head + "186a1\r\n\(exceeds)\r\n0\r\n\r\n").status == 413)
        // It need not be sent to be refused.
        #expect(serving.exchange("POST / HTTP/1.1\r\nContent-Length: 100001\r\n\r\n").status == 413)
        // A body without an end is not read to its end.
        let endless = String(repeating: "186a1\r\n\(exceeds)\r\n", count: 200)
        let answer = serving.exchange(head + endless)
        #expect(answer.status == 0)
        #expect(serving.get("/").status == 200)
    }

    @Test func `A refused body is read for a while, so that the client reads why`() throws {
        let serving = try echoing { $0.maxBodyBytes = 1000 }
        let refused = serving.get("/", method: "POST", body: String(repeating: "a", count: 4_000_000))
        #expect(refused.status == 413)
        #expect(refused.isComplete)
    }

    @Test func `A client that asks whether it may send its body is told so, unless it may not`() throws {
        let serving = try echoing { $0.maxBodyBytes = 10 }
        let head = "POST / HTTP/1.1\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: "
        let answer = serving.exchange(head + "3\r\n\r\nabc")
        #expect(answer.status == 100)
        #expect(answer.text.hasSuffix("POST []  [-] abc"))
        #expect(serving.exchange(head + "11\r\n\r\n").status == 413)
    }

    @Test func `Requests follow one another on a connection, sent at once or not`() throws {
        let serving = try echoing()
        let text = serving.exchange(
            "GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 2\r\n\r\nabHEAD /3 HTTP/1.1\r\n\r\n"
                + "GET /4 HTTP/1.1\r\nConnection: close\r\n\r\n"
        ).text
        #expect(text.hasPrefix(#"GET ["1"]"#))
        #expect(text.contains(#"POST ["2"]  [-] ab"#))
        #expect(!text.contains("HEAD"))
        #expect(text.hasSuffix(#"GET ["4"]  [-] "#))
    }

    @Test func `A client of HTTP 1.0 gets its answer, and the connection ends`() throws {
        #expect(try echoing().exchange("GET /a HTTP/1.0\r\n\r\n").text == #"GET ["a"]  [-] "#)
        let stream = try Serving { _ in .stream(Pieces([.bytes(Array("one".utf8)), .bytes(Array("two".utf8))])) }
        #expect(stream.exchange("GET /a HTTP/1.0\r\n\r\n").text == "onetwo")
    }

    @Test func `A client that sends nothing more gets the answer to what it has sent`() throws {
        let serving = try echoing()
        let answer = HTTPExchange(
            sending: Array("GET /a HTTP/1.1\r\n\r\n".utf8), port: serving.port, saysNothingMore: true)
        #expect(answer.text == #"GET ["a"]  [-] "#)
        for part in ["GET", "GET / HTTP/1.1\r\nContent-Length: 9\r\n\r\nless", ""] {
            let exchange = HTTPExchange(sending: Array(part.utf8), port: serving.port, saysNothingMore: true)
            #expect(exchange.status == 0)
        }
    }

    @Test func `IPv6 is served as well, and an address that is none is told`() throws {
        let serving = try Serving(address: "::1")
        #expect(serving.port > 0)
        #expect(throws: ServerError.invalidAddress("localhost")) { try Serving(address: "localhost") }
        #expect(throws: (any Error).self) { try Serving(address: "192.0.2.1") }
    }

    @Test func `A port that is taken is told`() throws {
        let serving = try Serving()
        let other = HTTPServer(handler: NoHandler())
        #expect(throws: ServerError.portInUse(serving.port)) { try other.start(port: serving.port) }
    }

    private struct NoHandler: RequestHandler {
        func answer(_ request: ServerRequest) -> ServerAnswer { .hangUp }
    }
}
