import CEmbeddedFiles
import CheckedYAML

extension SecretPatterns {
    /// The patterns that ship with the program. They are read when first asked for.
    package static let embedded = read(embeddedText, file: "secret-patterns.yaml").patterns

    /// The problems of the shipped file: none, a test checks that.
    package static var embeddedProblems: [YAMLFileProblem] {
        read(embeddedText, file: "secret-patterns.yaml").problems
    }

    private static var embeddedText: String {
        let file = embedded_secret_patterns()
        return String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
    }

    /// The patterns of a file's text, to be added to others. Throws all that is wrong with it.
    package static func patterns(of text: String, file: String) throws(YAMLFileErrors) -> SecretPatterns {
        let (patterns, problems) = read(text, file: file)
        guard problems.isEmpty else { throw YAMLFileErrors(problems: problems) }
        return patterns
    }

    private static func read(
        _ text: String, file: String
    ) -> (patterns: SecretPatterns, problems: [YAMLFileProblem]) {
        var reader = SecretPatternReader(file: file)
        let patterns = reader.patterns(of: text)
        return (patterns, reader.sortedProblems)
    }
}
