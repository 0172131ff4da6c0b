import Yams

/// What a YAML scalar is, by the core schema of YAML 1.2: only `true`, `false`, `null` and whole numbers are told from
/// texts, and only where they are not quoted.
///
/// Yams would answer with a row of regular expressions for each scalar, which takes longer than reading the file.
public enum ScalarKind: Equatable, Sendable {
    case text
    case null
    case truth(Bool)
    case number(Int64)

    /// The kind of `node`; nil for a list or a mapping.
    public init?(_ node: Node) {
        guard let scalar = node.scalar else { return nil }
        guard scalar.style == .plain else {
            self = .text
            return
        }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .truth(true)
        case "false", "False", "FALSE": self = .truth(false)
        default: self = Int64(scalar.string).map { .number($0) } ?? .text
        }
    }
}
