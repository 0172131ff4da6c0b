import CheckedJSON
import SnapshotServer
import Testing

@Suite struct HostileRequestTests {
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
        "GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET nopath HTTP/1.1\r\n\r\n", "get / HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\n\r\n", "GET /%ff HTTP/1.1\r\n\r\n", "GET /%00 HTTP/1.1\r\n\r\n",
        "GET /% HTTP/1.1\r\n\r\n",
        "GET /?a=%4 HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \u{1}\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "GET /a b HTTP/1.1\r\n\r\n",
        "\r\n\r\n\r\n\r\n",
    ])
    func `What is no request is a bad request`(text: String) throws {
        let answer = HTTPExchange(sending: Array(text.utf8), port: try Replaying.mixedFaults.get().port)
        #expect(answer.status == 400)
        #expect(answer.json["kind"] == .string("Status"))
    }

    @Test func `Giant addresses and headers are bad requests`() throws {
        let port = try Replaying.mixedFaults.get().port
        let long = String(repeating: "a", count: 300_000)
        #expect(HTTPExchange("/\(long)", port: port).status == 400)
        #expect(HTTPExchange("/", port: port, headers: ["X": long]).status == 400)
        // Without an end too.
        #expect(HTTPExchange(sending: Array("GET /\(long)".utf8), port: port).status == 400)
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
