import Glibc

/// One request to a server and its answer, byte for byte as they are: clients of the system would not send what some
/// tests have to.
public struct HTTPExchange {
    /// Zero where the connection ended without an answer.
    public private(set) var status = 0
    /// By their names in lower case.
    public private(set) var headers: [String: String] = [:]
    /// What came after the first head; chunks are joined.
    public private(set) var body: [UInt8] = []
    /// Whether the answer came to its end: for a stream the chunk that says so.
    public private(set) var isComplete = false

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// Asks for a path.
    public init(
        _ path: String, port: UInt16, method: String = "GET", headers: [String: String] = [:], body: [UInt8] = []
    ) {
        var lines = ["\(method) \(path) HTTP/1.1"]
        var all = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
        if !body.isEmpty { all["Content-Length"] = "\(body.count)" }
        all.merge(headers) { $1 }
        lines += all.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        self.init(sending: Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body, port: port)
    }

    /// Sends bytes, whatever they are, and reads until the server closes the connection.
    ///
    /// `saysNothingMore` tells the server that nothing follows.
    public init(sending request: [UInt8], port: UInt16, saysNothingMore: Bool = false) {
        let descriptor = Self.connected(to: port)
        defer { close(descriptor) }
        Self.send(request, over: descriptor)
        if saysNothingMore { shutdown(descriptor, Int32(SHUT_WR)) }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { break }
            answer += buffer[..<count]
        }
        read(answer)
    }

    /// A connection to the server; a descriptor of nothing where it does not listen.
    public static func connected(to port: UInt16) -> Int32 { Loopback.connection(to: port) ?? -1 }

    /// Sends bytes; how many could be sent before the connection ended.
    @discardableResult
    public static func send(_ bytes: [UInt8], over descriptor: Int32) -> Int {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { break }
            rest = rest.dropFirst(count)
        }
        return bytes.count - rest.count
    }

    private mutating func read(_ answer: [UInt8]) {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let place = answer.indices.first(where: { answer[$0...].starts(with: end) }) else { return }
        let lines = String(decoding: answer[..<place], as: UTF8.self).split(separator: "\r\n")
        status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
        for line in lines.dropFirst() {
            let sides = line.split(separator: ":", maxSplits: 1)
            headers[sides[0].lowercased()] = sides[1].drop { $0 == " " }.description
        }
        body = Array(answer[(place + 4)...])
        if headers["transfer-encoding"] == "chunked" {
            joinChunks()
        } else {
            isComplete = headers["content-length"] == "\(body.count)"
        }
    }

    private mutating func joinChunks() {
        var rest = body[...]
        body = []
        while let line = rest.firstIndex(of: 0x0D) {
            guard let count = Int(String(decoding: rest[..<line], as: UTF8.self), radix: 16) else { return }
            if count == 0 {
                isComplete = true
                return
            }
            let chunk = rest.dropFirst(line - rest.startIndex + 2)
            body += chunk.prefix(count)
            rest = chunk.dropFirst(count + 2)
        }
    }
}
