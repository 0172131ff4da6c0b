import CheckedJSON
import Glibc
import SnapshotServer
import TestServers
import Testing

@Suite(.waiting) struct HostileRequestTests {
    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT"])
    func `Nothing can be written`(method: String) throws {
        let replaying = try Replaying.mixedFaults.get()
        let answer = replaying.get("/api/v1/namespaces/x/pods/p", method: method)
        #expect(answer.status == 405)
        #expect(answer.json["kind"] == .string("Status"))
        #expect(answer.json["reason"] == .string("MethodNotAllowed"))
        #expect(answer.json["message"]?.string?.contains("read-only") == true)
    }

    @Test(arguments: [
        ("evil.example", 403), ("127.0.0.1.evil.example:80", 403), ("169.254.0.1", 403), ("", 403),
        ("localhost", 200), ("LOCALHOST:123", 200), ("127.0.0.1:9", 200), ("[::1]:80", 200), ("[::1]", 200),
    ])
    func `Only requests for this machine are answered`(host: String, status: Int) throws {
        let answer = try Replaying.mixedFaults.get().get("/api/v1/nodes", headers: ["Host": host])
        #expect(answer.status == status)
        if status == 403 { #expect(answer.json["reason"] == .string("Forbidden")) }
    }

    @Test(arguments: [
        "GET nopath HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n",
        "GET /%ff HTTP/1.1\r\n\r\n", "GET /%00 HTTP/1.1\r\n\r\n", "GET /% HTTP/1.1\r\n\r\n",
        "GET /?a=%4 HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nA: \u{1}\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nA b: c\r\n\r\n", "GET /\u{7F} HTTP/1.1\r\n\r\n", "GET /é?ü=ö HTTP/1.1\r\n\r\n",
    ])
    func `What asks for nothing sensible is a bad request`(text: String) throws {
        let answer = HTTPExchange(sending: Array(text.utf8), port: try Replaying.mixedFaults.get().port)
        #expect(answer.status == 400)
        #expect(answer.json["kind"] == .string("Status"))
        #expect(answer.isComplete)
    }

    @Test(arguments: [
        "Host: localhost\r\nHost: localhost", "Host: localhost\r\nhost: evil.example",
        "Host: evil.example\r\nHost: localhost", "Host: localhost\r\nContent-Length: 0\r\nContent-Length: 0",
        "Host: localhost\r\nContent-Length: 0, 0", "Host: localhost\r\nContent-Length: +0",
        "Host: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Host: localhost\r\nTransfer-Encoding: gzip, chunked", "Host: localhost\r\nTransfer-Encoding: xchunked",
        "Host: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
    ])
    func `What two programs would read in two ways is refused, with the connection`(headers: String) throws {
        let replaying = try Replaying.mixedFaults.get()
        let next = "0\r\n\r\nGET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for method in ["GET", "POST"] {
            let text = "\(method) /readyz HTTP/1.1\r\n\(headers)\r\n\r\n\(next)"
            let answer = HTTPExchange(sending: Array(text.utf8), port: replaying.port)
            #expect([400, 0].contains(answer.status), "\(text)")
            #expect(!answer.text.contains("HTTP/1.1 200"))
        }
        #expect(replaying.get("/readyz").text == "ok")
    }

    @Test(arguments: [
        Array("GARBAGE\r\n\r\n".utf8), Array("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n".utf8),
        Array("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n".utf8),
        Array("GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n".utf8),
        Array("GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n".utf8), Array("\r\n\r\n\r\n\r\n".utf8), [],
        Array("GET /".utf8) + [0xFF, 0xC0, 0x00] + Array(" HTTP/1.1\r\n\r\n".utf8),
        Array("GET / HTTP/1.1\r\nContent-Length: 9\r\n\r\nless".utf8),
        Array("GET / HTTP/1.1\r\nno colon\r\n: x\r\n\r\n".utf8),
    ])
    func `What is no request ends the connection, and the server goes on`(bytes: [UInt8]) throws {
        let replaying = try Replaying.mixedFaults.get()
        _ = HTTPExchange(sending: bytes, port: replaying.port, saysNothingMore: true)
        #expect(replaying.get("/readyz").text == "ok")
    }

    @Test func `What is no HTTP that is spoken here is refused by the library`() throws {
        let port = try Replaying.mixedFaults.get().port
        for (text, status) in [("GET / HTTP/9.9", 505), ("GET / HTTP/x", 400), ("GET / HTTP/1.1\r\nno colon", 400)] {
            #expect(HTTPExchange(sending: Array("\(text)\r\n\r\n".utf8), port: port).status == status)
        }
    }

    @Test func `Long addresses and headers are bad requests`() throws {
        let port = try Replaying.mixedFaults.get().port
        let long = String(repeating: "a", count: 5000)
        #expect(HTTPExchange("/\(long)", port: port, headers: ["X": long]).status == 400)
        let many = (0..<100).map { ("X\($0)", String(repeating: "a", count: 100)) }
        #expect(HTTPExchange("/", port: port, headers: Dictionary(uniqueKeysWithValues: many)).status == 400)
    }

    @Test(arguments: ["GET /", "GET / HTTP/1.1\r\nX: ", "GET / HTTP/1.1\r\n", ""])
    func `What never ends is cut off before much of it is read`(start: String) throws {
        let replaying = try Replaying.mixedFaults.get()
        let filler = start.hasSuffix("\n") ? String(repeating: "Name: value\r\n", count: 5000) : "aaaaaaaaaaaaaaaaa"
        let descriptor = HTTPExchange.connected(to: replaying.port)
        defer { close(descriptor) }
        var count = HTTPExchange.send(Array(start.utf8), over: descriptor)
        while true {
            let sent = HTTPExchange.send(Array(filler.utf8), over: descriptor)
            if sent == 0 { break }
            count += sent
        }
        #expect(count < 16 << 20)
        #expect(replaying.get("/readyz").text == "ok")
    }

    @Test func `Bodies that are larger than any that makes sense are refused, with the connection`() throws {
        let port = try Replaying.mixedFaults.get().port
        let body = [UInt8](repeating: 0x61, count: 3_000_000)
        for (header, body) in [
            ("Content-Length: 5000000", []), ("Content-Length: 3000000", body), ("Transfer-Encoding: chunked", []),
        ] {
            let head = "POST /api/v1/namespaces HTTP/1.1\r\nHost: localhost\r\n\(header)\r\n\r\n"
            let answer = HTTPExchange(sending: Array(head.utf8) + body, port: port)
            #expect(answer.status == 405)
            #expect(answer.headers["connection"] == "close")
            #expect(answer.isComplete)
        }
    }

    @Test func `Requests follow one another on a connection, with bodies passed over`() throws {
        let body = #"{"kind":"Namespace"}"#
        let requests = """
            POST /api/v1/namespaces HTTP/1.1\r\nHost: localhost\r\n\
            Content-Length: \(body.utf8.count)\r\n\r\n\(body)\
            GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n
            """
        let answer = HTTPExchange(sending: Array(requests.utf8), port: try Replaying.mixedFaults.get().port)
        #expect(answer.status == 405)
        #expect(answer.text.hasSuffix("\r\n\r\nok"))
    }

    @Test func `Names in a snapshot are data wherever they come`() throws {
        let name = #"a\"b\u000d\u000aX: 1</script>"#
        let replaying = try Replaying(objects: [
            #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"\#(name)","namespace":"x"},"spec":{},"status":{}}"#,
            #"{"apiVersion":"a\"b/v\r\n1","kind":"K\"}","metadata":{"name":"n","labels":{"a":1,"b":[{}]}}}"#,
            #"{"apiVersion":"v1","kind":"Widget","metadata":"none"}"#,
        ])
        let table = replaying.get("/api/v1/pods", accept: Replaying.table)
        #expect(table.json["rows"]?.elements?.first?["cells"]?.elements?.first == .string("a\"b\r\nX: 1</script>"))
        for path in ["/apis", "/api", "/", "/apis/a%22b/v%0D%0A1/k%22%7Ds", "/apis/a%22b/v%0D%0A1"] {
            let answer = replaying.get(path)
            #expect(answer.status == 200, "\(path)")
            #expect(answer.json != .null, "\(path)")
        }
        let labels = replaying.get("/apis/a%22b/v%0D%0A1/k%22%7Ds?labelSelector=a")
        #expect(labels.json["items"] == .array([]))
    }
}
