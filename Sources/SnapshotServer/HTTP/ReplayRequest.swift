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
    /// The headers by their names in lower case; of a repeated one the last value.
    package var headers: [String: String]
    package var body: [UInt8] = []

    /// The first value of a parameter; nil when it is not there.
    package func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }
}
