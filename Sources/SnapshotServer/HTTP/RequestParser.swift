/// Finds requests in the bytes of a connection (RFC 9112, as far as a server that only reads needs it).
struct RequestParser {
    /// The most bytes of a request line and its headers.
    static let mostHeadBytes = 128 << 10
    /// The most bytes of a body: what is asked with one is short.
    static let mostBodyBytes = 1 << 20

    private var buffer: [UInt8] = []
    /// How far the end of a head was looked for already.
    private var searched = 0
    /// A request whose body is still to come.
    private var pending: (request: ReplayRequest, bodyCount: Int)?

    /// Takes bytes that arrived.
    mutating func append(_ bytes: ArraySlice<UInt8>) { buffer += bytes }

    /// The next request that is complete; nil when more bytes are needed.
    ///
    /// - Throws: what to answer where the bytes are no request. The connection is of no use then.
    mutating func next() throws(APIStatus) -> ReplayRequest? {
        if pending == nil { pending = try nextHead() }
        guard let (head, count) = pending, buffer.count >= count else { return nil }
        pending = nil
        var request = head
        request.body = Array(buffer[..<count])
        buffer.removeFirst(count)
        return request
    }

    /// The next request without its body, and how many bytes that has.
    private mutating func nextHead() throws(APIStatus) -> (request: ReplayRequest, bodyCount: Int)? {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        var place = max(0, searched - 3)
        while place + 4 <= buffer.count {
            if buffer[place] == 0x0D, buffer[place..<place + 4].elementsEqual(end) { break }
            place += 1
        }
        let isComplete = place + 4 <= buffer.count
        searched = buffer.count
        if place > Self.mostHeadBytes {
            throw .badRequest("the request line and headers are larger than \(Self.mostHeadBytes) bytes")
        }
        guard isComplete else { return nil }
        let request = try Self.request(head: buffer[..<place])
        buffer.removeFirst(place + 4)
        searched = 0
        return (request, try Self.bodyCount(of: request))
    }

    private static func bodyCount(of request: ReplayRequest) throws(APIStatus) -> Int {
        if request.headers["transfer-encoding"] != nil { throw .readOnly(method: request.method) }
        guard let told = request.headers["content-length"] else { return 0 }
        guard let count = Int(told), count >= 0 else { throw .badRequest("the Content-Length is no number") }
        if count > mostBodyBytes { throw .readOnly(method: request.method) }
        return count
    }

    private static func request(head: ArraySlice<UInt8>) throws(APIStatus) -> ReplayRequest {
        var lines = head.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
        // Empty lines before a request are passed over, as RFC 9112 asks for.
        while lines.first?.isEmpty == true { lines.removeFirst() }
        guard let first = lines.first else { throw .badRequest("the request is empty") }
        let words = first.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, words[0].allSatisfy(isUppercase), !words[0].isEmpty, words[0].count <= 32 else {
            throw .badRequest("the request line is malformed")
        }
        let version = String(decoding: words[2], as: UTF8.self)
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
            throw .badRequest("the protocol is not HTTP/1.1")
        }
        var request = try target(words[1])
        request.method = String(decoding: words[0], as: UTF8.self)
        request.isHTTP10 = version == "HTTP/1.0"
        request.headers = try headers(lines.dropFirst())
        return request
    }

    private static func headers(_ lines: ArraySlice<ArraySlice<UInt8>>) throws(APIStatus) -> [String: String] {
        var headers: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
                line[colon...].allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
            else { throw .badRequest("a header is malformed") }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            var value = line[(colon + 1)...]
            while let byte = value.first, byte == 0x20 || byte == 0x09 { value.removeFirst() }
            while let byte = value.last, byte == 0x20 || byte == 0x09 { value.removeLast() }
            let text = String(decoding: value, as: UTF8.self)
            headers[name] = headers[name].map { "\($0), \(text)" } ?? text
        }
        return headers
    }

    private static func target(_ bytes: ArraySlice<UInt8>) throws(APIStatus) -> ReplayRequest {
        guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .badRequest("the request's target is no path")
        }
        let parts = bytes.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        var segments: [String] = []
        var rest = parts[0].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        if rest.last?.isEmpty == true { rest = rest.dropLast() }
        for segment in rest {
            guard let text = PercentDecoding.text(segment) else {
                throw .badRequest("the path holds an invalid escape")
            }
            segments.append(text)
        }
        var query: [ReplayRequest.Parameter] = []
        for pair in parts.count == 2 ? parts[1].split(separator: UInt8(ascii: "&")) : [] {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentDecoding.text(sides[0], plusIsSpace: true),
                let value = PercentDecoding.text(sides.count == 2 ? sides[1] : [], plusIsSpace: true)
            else { throw .badRequest("the query holds an invalid escape") }
            query.append(ReplayRequest.Parameter(name: name, value: value))
        }
        let path = String(decoding: parts[0], as: UTF8.self)
        return ReplayRequest(method: "", path: path, segments: segments, query: query, headers: [:])
    }

    private static func isUppercase(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }
}
