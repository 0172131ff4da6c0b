import CheckedYAML

/// Problems that only playbooks can have.
extension YAMLFileProblem.Reason {
    static func badID(_ id: String) -> Self {
        Self(code: "bad-id", "the id \"\(id)\" is not made of lower case letters, digits and dashes")
    }

    static func unknownCode(_ code: String, nearest: String?) -> Self {
        Self(code: "unknown-code", "unknown finding code \"\(code)\"\(hint(nearest))")
    }

    static func badTemplate(_ detail: String) -> Self { Self(code: "bad-template", "bad template: \(detail)") }

    /// A name that no finding of the playbook's codes provides.
    static func unknownParameter(_ name: String) -> Self {
        Self(code: "unknown-parameter", "no finding that this applies to provides \"\(name)\"")
    }

    static func badCondition(_ detail: String) -> Self { Self(code: "bad-condition", "bad condition: \(detail)") }

    /// A value from the cluster would be read by a shell.
    static func unsafeWord(_ word: String) -> Self {
        Self(code: "unsafe-word", "\"\(word)\" is read by a shell, so it must not contain a variable")
    }

    static func duplicateID(_ id: String, otherFile: String) -> Self {
        Self(code: "duplicate-id", "the id \"\(id)\" is also that of \(otherFile)")
    }
}
