/// Something that is wrong with a playbook, and where.
public struct PlaybookProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The name of the file as it was given.
    public var file: String
    /// Starting from 1.
    public var line: Int
    /// Starting from 1, counted in Unicode scalars.
    public var column: Int
    public var reason: Reason

    /// `playbooks/own.yaml:3:7: unknown key "stepps"; did you mean "steps"?`
    public var description: String { "\(file):\(line):\(column): \(reason)" }

    /// What is wrong.
    public enum Reason: Equatable, Sendable, CustomStringConvertible {
        case invalidYAML(String)
        case unknownKey(String, nearest: String?)
        case missingKey(String)
        case wrongType(expected: String)
        case empty(String)
        case badID(String)
        case unknownCode(String, nearest: String?)
        case badTemplate(String)
        /// A name that no finding of the playbook's codes provides.
        case unknownParameter(String)
        case badCondition(String)
        /// A value from the cluster would be read by a shell.
        case unsafeWord(String)
        case duplicateID(String, otherFile: String)

        /// A stable name for programs.
        public var code: String {
            switch self {
            case .invalidYAML: return "invalid-yaml"
            case .unknownKey: return "unknown-key"
            case .missingKey: return "missing-key"
            case .wrongType: return "wrong-type"
            case .empty: return "empty"
            case .badID: return "bad-id"
            case .unknownCode: return "unknown-code"
            case .badTemplate: return "bad-template"
            case .unknownParameter: return "unknown-parameter"
            case .badCondition: return "bad-condition"
            case .unsafeWord: return "unsafe-word"
            case .duplicateID: return "duplicate-id"
            }
        }

        public var description: String {
            switch self {
            case .invalidYAML(let detail): return "no valid YAML: \(detail)"
            case .unknownKey(let key, let nearest): return "unknown key \"\(key)\"\(Self.hint(nearest))"
            case .missingKey(let key): return "the key \"\(key)\" is missing"
            case .wrongType(let expected): return "expected \(expected)"
            case .empty(let what): return "\(what) must not be empty"
            case .badID(let id): return "the id \"\(id)\" is not made of lower case letters, digits and dashes"
            case .unknownCode(let code, let nearest): return "unknown finding code \"\(code)\"\(Self.hint(nearest))"
            case .badTemplate(let detail): return "bad template: \(detail)"
            case .unknownParameter(let name): return "no finding that this applies to provides \"\(name)\""
            case .badCondition(let detail): return "bad condition: \(detail)"
            case .unsafeWord(let word):
                return "\"\(word)\" is read by a shell, so it must not hold a variable"
            case .duplicateID(let id, let otherFile): return "the id \"\(id)\" is also that of \(otherFile)"
            }
        }

        private static func hint(_ nearest: String?) -> String { nearest.map { "; did you mean \"\($0)\"?" } ?? "" }
    }
}

/// All that is wrong with some playbooks, by file and line.
public struct PlaybookErrors: Error, Equatable, Sendable, CustomStringConvertible {
    public var problems: [PlaybookProblem]

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
