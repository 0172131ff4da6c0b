/// A request to an API server: always a GET.
public struct APIRequest: Hashable, Sendable {
    /// The path below the server's own, not encoded: `/api/v1/pods`.
    public var path: String
    /// Parameters, in the order in which they are sent.
    public var query: [QueryItem]
    /// The `Accept` header.
    public var accept: String

    /// A parameter of a query, not encoded.
    public struct QueryItem: Hashable, Sendable {
        /// Not encoded yet: `labelSelector`.
        public var name: String
        /// Not encoded yet: `app=web`.
        public var value: String

        /// A parameter of a query.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A GET of a path of the API, such as `/api/v1/pods`.
    public init(_ path: String, _ query: [QueryItem] = [], accept: String = "application/json") {
        self.path = path
        self.query = query
        self.accept = accept
    }

    /// Path and query as they stand on the wire.
    var target: String {
        let path = path.split(separator: "/", omittingEmptySubsequences: false).map { String($0).percentEncoded }
            .joined(separator: "/")
        if query.isEmpty { return path }
        return path + "?"
            + query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }

    /// The target for messages: without the long token that a page goes on from.
    public var shownTarget: String {
        var shown = self
        shown.query.removeAll { $0.name == "continue" }
        return shown.target
    }
}

extension String {
    /// The text with everything but unreserved characters written out.
    var percentEncoded: String {
        let digits = Array("0123456789ABCDEF")
        var encoded = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: ":"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return encoded
    }
}
