import CheckedYAML

/// Problems that only files of log signatures can have.
extension YAMLFileProblem.Reason {
    static func badName(_ name: String) -> Self {
        Self(code: "bad-name", "the name \"\(name)\" is not made of lower case letters, digits and dashes")
    }

    static func unknownWord(_ word: String, known: [String]) -> Self {
        Self(code: "unknown-word", "\"\(word)\" is not one of \(known.joined(separator: ", "))")
    }

    static func duplicateName(_ name: String) -> Self {
        Self(code: "duplicate-name", "the name \"\(name)\" appears twice")
    }

    static func badPhrase(_ phrase: String, shortest: Int, longest: Int) -> Self {
        Self(code: "bad-phrase", "the phrase \"\(phrase)\" has to be one line of \(shortest) to \(longest) bytes")
    }

    static func tooManyPhrases(most: Int) -> Self {
        Self(code: "too-many-phrases", "there are more than \(most) phrases")
    }
}
