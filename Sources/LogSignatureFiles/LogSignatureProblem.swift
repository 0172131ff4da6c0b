/// Something that is wrong with a file of log signatures, and where.
public struct LogSignatureProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The name of the file as it was given.
    public var file: String
    /// Starting from 1.
    public var line: Int
    /// Starting from 1, counted in Unicode scalars.
    public var column: Int
    public var reason: Reason

    /// `own.yaml:3:7: unknown key "phrase"; did you mean "phrases"?`
    public var description: String { "\(file):\(line):\(column): \(reason)" }

    /// What is wrong.
    public enum Reason: Equatable, Sendable, CustomStringConvertible {
        case invalidYAML(String)
        case unknownKey(String, nearest: String?)
        case missingKey(String)
        case wrongType(expected: String)
        case empty(String)
        case badName(String)
        case duplicateName(String)
        case badPhrase(String, shortest: Int, longest: Int)
        case tooManyPhrases(most: Int)

        /// A stable name for programs.
        public var code: String {
            switch self {
            case .invalidYAML: return "invalid-yaml"
            case .unknownKey: return "unknown-key"
            case .missingKey: return "missing-key"
            case .wrongType: return "wrong-type"
            case .empty: return "empty"
            case .badName: return "bad-name"
            case .duplicateName: return "duplicate-name"
            case .badPhrase: return "bad-phrase"
            case .tooManyPhrases: return "too-many-phrases"
            }
        }

        public var description: String {
            switch self {
            case .invalidYAML(let detail): return "no valid YAML: \(detail)"
            case .unknownKey(let key, let nearest):
                return "unknown key \"\(key)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
            case .missingKey(let key): return "the key \"\(key)\" is missing"
            case .wrongType(let expected): return "expected \(expected)"
            case .empty(let what): return "\(what) must not be empty"
            case .badName(let name):
                return "the name \"\(name)\" is not made of lower case letters, digits and dashes"
            case .duplicateName(let name): return "the name \"\(name)\" is given twice"
            case .badPhrase(let phrase, let shortest, let longest):
                return "the phrase \"\(phrase)\" has to be one line of \(shortest) to \(longest) bytes"
            case .tooManyPhrases(let most): return "there are more than \(most) phrases"
            }
        }
    }
}

/// All that is wrong with a file of log signatures, by line.
public struct LogSignatureErrors: Error, Equatable, Sendable {
    public var problems: [LogSignatureProblem]
}
