import Wording

/// An error that says where it is, what is wrong and what to do about it.
public protocol ExplainedError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A stable word for the case.
    var code: String { get }
    /// Where the trouble is; `-` for standard input, empty where no place is known.
    var path: String { get }
    /// The fault in a phrase, without path and hint.
    var reason: String { get }
    /// The remedy, as a hint.
    var hint: String { get }
}

extension ExplainedError {
    /// One line: where, what, what to do.
    public var description: String { explanation }

    /// One line of path, reason and hint.
    package var explanation: String {
        let place = path == "-" ? "standard input" : path
        return "\(place.isEmpty ? "snapshot" : place): \(reason) (\(hint))".escapedForOneLine
    }
}
