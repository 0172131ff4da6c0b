import CheckedYAML
import Foundation

/// Reads YAML as a strict reader of either version does, to see what others make of a document.
///
/// What a reader of YAML 1.1 takes for a truth value, a number or a time though YAML 1.2 does not, or the other way
/// round, is refused: a document must read the same everywhere.
public enum YAMLReading {
    /// The value as Foundation's readers give it: `String`, `Int`, `Bool`, `NSNull`, `[Any]` and `[String: Any]`.
    public static func value(of text: String) throws -> Any {
        var reader = Reader()
        guard let root = reader.root(of: text, "a document"), reader.problems.isEmpty else {
            throw Failure(reasons: reader.problems)
        }
        return try value(of: root)
    }

    /// A document that is no YAML, or that readers do not agree on.
    public struct Failure: Error {
        /// Everything that a strict reader refuses in the text.
        public var reasons: [String]
    }

    private struct Reader: YAMLFileReader {
        var problems: [String] = []

        mutating func note(_ problem: YAMLProblem, at mark: YAMLMark?) {
            problems.append("\(mark?.line ?? 0): \(problem)")
        }
    }

    private static func value(of node: YAMLNode) throws -> Any {
        if let elements = node.sequence { return try elements.map(value) }
        if let members = node.mapping {
            var object: [String: Any] = [:]
            for (key, member) in members {
                guard let name = try value(of: key) as? String else {
                    throw Failure(reasons: ["\(key.text ?? "") is no name"])
                }
                object[name] = try value(of: member)
            }
            return object
        }
        let text = node.text ?? ""
        guard node.isPlain else { return text }
        if text == "true" || text == "false" { return text == "true" }
        if text == "null" { return NSNull() }
        if let number = Int(text), String(number) == text { return number }
        if isAmbiguous(text) { throw Failure(reasons: ["readers differ about \(text.debugDescription)"]) }
        return text
    }

    /// Whether some reader takes a plain scalar for something other than a text (yaml.org/type: null, bool, int, float,
    /// timestamp, merge and value).
    private static func isAmbiguous(_ text: String) -> Bool {
        let words: Set<String> = ["", "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false", "=", "<<"]
        if words.contains(text.lowercased()) { return true }
        let number = #/[-+]?(0b[0-1_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?)/#
        let fraction = #/[-+]?([0-9][0-9_]*)?(\.[0-9_]*)?([eE][-+]?[0-9]+)?/#
        let time = #/[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?/#
        let special = #/[-+]?\.(inf|nan)/#.ignoresCase()
        return text.wholeMatch(of: number) != nil || text.wholeMatch(of: fraction) != nil
            || text.wholeMatch(of: time) != nil || text.wholeMatch(of: special) != nil
    }
}
