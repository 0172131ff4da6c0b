/// Something that is wrong with a YAML file that people write, and where.
public struct YAMLFileProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The name of the file as it was given.
    public var file: String
    /// Starting from 1.
    public var line: Int
    /// Starting from 1, counted in Unicode scalars.
    public var column: Int
    /// The problem, in words.
    public var reason: Reason

    /// A problem at a place of a file.
    public init(file: String, line: Int, column: Int, reason: Reason) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `playbooks/own.yaml:3:7: unknown key "stepps"; did you mean "steps"?`
    public var description: String { "\(file):\(line):\(column): \(reason)" }

    /// A problem of a file. Each kind of file adds its own reasons as static functions.
    public struct Reason: Equatable, Sendable, CustomStringConvertible {
        /// A stable name for programs.
        public var code: String
        /// The same in words.
        public var description: String

        /// A reason with its stable name.
        public init(code: String, _ description: String) {
            self.code = code
            self.description = description
        }
    }
}

extension YAMLFileProblem.Reason {
    /// The parser refuses the text.
    public static func invalidYAML(_ detail: String) -> Self { Self(code: "invalid-yaml", "not valid YAML: \(detail)") }

    /// A key that the file's kind does not have; `nearest` is the one that was probably meant.
    public static func unknownKey(_ key: String, nearest: String?) -> Self {
        Self(code: "unknown-key", "unknown key \"\(key)\"\(hint(nearest))")
    }

    /// A required key is not there.
    public static func missingKey(_ key: String) -> Self { Self(code: "missing-key", "the key \"\(key)\" is missing") }

    /// A list where a text is meant, and the like.
    public static func wrongType(expected: String) -> Self { Self(code: "wrong-type", "expected \(expected)") }

    /// A text or list that must hold something.
    public static func empty(_ what: String) -> Self { Self(code: "empty", "\(what) must not be empty") }

    /// The end of a sentence about a misspelt name.
    public static func hint(_ nearest: String?) -> String { nearest.map { "; did you mean \"\($0)\"?" } ?? "" }
}

/// All that is wrong with some YAML files, by file and line.
public struct YAMLFileErrors: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is at least one.
    public var problems: [YAMLFileProblem]

    /// The error for these problems.
    public init(problems: [YAMLFileProblem]) { self.problems = problems }

    /// A line for each problem.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
