import FlyingFox
import FlyingSocks

extension ReplayRequest {
    /// The most bytes of a target and headers. FlyingFox has read them all by then.
    static let mostHeadBytes = 8 << 10
    /// The most bytes of a body: what is asked with one is short.
    static let mostBodyBytes = 1 << 20

    /// A request as FlyingFox has read it, without its body.
    ///
    /// - Throws: what to answer where it is none.
    init(_ request: HTTPRequest) throws(APIStatus) {
        guard request.version.rawValue == "HTTP/1.1" || request.version.rawValue == "HTTP/1.0" else {
            throw .badRequest("the protocol is not HTTP/1.1")
        }
        let path = request.target.path(percentEncoded: true)
        let query = request.target.query(percentEncoded: true)
        let headBytes = request.headers.reduce(path.utf8.count + query.utf8.count) {
            $0 + $1.key.rawValue.utf8.count + $1.value.utf8.count
        }
        if headBytes > Self.mostHeadBytes {
            throw .badRequest("the request line and headers are larger than \(Self.mostHeadBytes) bytes")
        }
        guard path.hasPrefix("/"), (path + query).utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .badRequest("the request's target is no path")
        }
        var headers: [String: String] = [:]
        for (header, value) in request.headers {
            guard !header.rawValue.isEmpty, header.rawValue.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
                value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
            else { throw .badRequest("a header is malformed") }
            headers[header.rawValue.lowercased()] = value
        }
        self.init(
            method: request.method.rawValue, path: path, segments: try Self.segments(of: path),
            query: try Self.parameters(of: query), headers: headers)
    }

    private static func segments(of path: String) throws(APIStatus) -> [String] {
        var rest = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        if rest.last?.isEmpty == true { rest = rest.dropLast() }
        var segments: [String] = []
        for segment in rest {
            guard let text = PercentDecoding.text(segment) else {
                throw .badRequest("the path holds an invalid escape")
            }
            segments.append(text)
        }
        return segments
    }

    private static func parameters(of query: String) throws(APIStatus) -> [Parameter] {
        var parameters: [Parameter] = []
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentDecoding.text(sides[0], plusIsSpace: true),
                let value = sides.count == 2 ? PercentDecoding.text(sides[1], plusIsSpace: true) : ""
            else { throw .badRequest("the query holds an invalid escape") }
            parameters.append(Parameter(name: name, value: value))
        }
        return parameters
    }
}
