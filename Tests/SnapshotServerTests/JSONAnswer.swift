import CheckedJSON
import TestServers

extension HTTPExchange {
    var json: JSONValue { (try? JSONValue(body)) ?? .null }
    /// The events of a watch.
    var events: [JSONValue] { body.split(separator: 0x0A).compactMap { try? JSONValue($0) } }
}
