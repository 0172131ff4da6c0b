/// The type of a scalar by YAML 1.2's core schema: only `true`, `false`, `null` and whole numbers are told from
/// texts, and only where they are not quoted.
public enum ScalarKind: Equatable, Sendable {
    case text
    case null
    case truth(Bool)
    case number(Int64)

    /// The kind of `node`; nil for a list or a mapping.
    public init?(_ node: YAMLNode) {
        guard let text = node.text else { return nil }
        guard node.isPlain else {
            self = .text
            return
        }
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .truth(true)
        case "false", "False", "FALSE": self = .truth(false)
        default: self = Int64(text).map { .number($0) } ?? .text
        }
    }
}
