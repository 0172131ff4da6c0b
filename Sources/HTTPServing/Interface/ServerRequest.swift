/// A request as a client sent it.
public struct ServerRequest: Hashable, Sendable {
    /// A parameter of the query, percent-encoding undone.
    public struct Parameter: Hashable, Sendable {
        /// Before the `=`.
        public var name: String
        /// Behind the `=`; empty where there is none.
        public var value: String
    }

    /// As it was sent: `GET`.
    public var method: String
    /// The path as it was sent, percent-encoded and without the query.
    public var path: String
    /// The parts of the path between its slashes, percent-encoding undone; an empty last one is left out.
    public var segments: [String]
    /// The parameters of the query in their order.
    public var query: [Parameter]
    /// The headers by their names in lower case; of a repeated one the last value.
    public var headers: [String: String]
    /// Empty where the request has none.
    public var body: [UInt8] = []

    /// The first value of a parameter; nil when it is not there.
    public func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }
}

extension ServerRequest {
    /// A request from what stands in its head.
    ///
    /// - Throws: what is wrong with it, for people.
    init(method: String, target: [UInt8], headers: [String: String]) throws(MalformedRequest) {
        guard target.first == UInt8(ascii: "/"), target.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw MalformedRequest("the request's target is no path")
        }
        let sides = target.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            method: method, path: String(decoding: sides[0], as: UTF8.self), segments: try Self.segments(of: sides[0]),
            query: sides.count == 2 ? try Self.parameters(of: sides[1]) : [], headers: headers)
    }

    private static func segments(of path: ArraySlice<UInt8>) throws(MalformedRequest) -> [String] {
        var rest = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        if rest.last?.isEmpty == true { rest = rest.dropLast() }
        var segments: [String] = []
        for segment in rest {
            guard let text = PercentDecoding.text(segment) else {
                throw MalformedRequest("the path has an invalid escape")
            }
            segments.append(text)
        }
        return segments
    }

    private static func parameters(of query: ArraySlice<UInt8>) throws(MalformedRequest) -> [Parameter] {
        var parameters: [Parameter] = []
        for pair in query.split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentDecoding.text(sides[0], plusIsSpace: true),
                let value = sides.count == 2 ? PercentDecoding.text(sides[1], plusIsSpace: true) : ""
            else { throw MalformedRequest("the query has an invalid escape") }
            parameters.append(Parameter(name: name, value: value))
        }
        return parameters
    }
}

/// Why bytes are no request.
struct MalformedRequest: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
