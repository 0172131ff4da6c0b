/// A request as a client sent it.
package struct ReplayRequest: Hashable, Sendable {
    /// A parameter of the query, percent-encoding undone.
    package struct Parameter: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package var method: String
    /// The path as it was sent, percent-encoded and without the query.
    package var path: String
    /// The parts of the path between its slashes, percent-encoding undone; an empty last one is left out.
    package var segments: [String]
    /// The parameters of the query in their order.
    package var query: [Parameter]
    /// The headers by their names in lower case; of a repeated one the values, with commas between them.
    package var headers: [String: String]
    package var body: [UInt8] = []
    /// Whether the client speaks HTTP/1.0, where a connection serves one request.
    var isHTTP10 = false

    /// The first value of a parameter; nil when it is not there.
    package func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// Whether the connection ends with this request.
    var closesConnection: Bool {
        let words = headers["connection", default: ""].lowercased().split(separator: ",")
        let tokens = words.map { $0.filter { $0 != " " } }
        return isHTTP10 ? !tokens.contains("keep-alive") : tokens.contains("close")
    }
}
