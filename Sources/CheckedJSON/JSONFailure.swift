import CSimdJSON

/// Bytes that are not JSON, or not the JSON that was expected.
package struct JSONFailure: Error, Equatable, CustomStringConvertible {
    /// The path and the problem: `spec.replicas: "two" stands where a whole number must be`.
    package var text: String

    package init(text: String) { self.text = text }

    package var description: String { text }

    /// The failure of a reader with its path; nil when there is none. `problem` words a failure that the caller
    /// reported.
    package static func text(of reader: OpaquePointer, problem: String) -> String? {
        let failure = csj_reader_failure(reader)
        if failure == csj_failure_none { return nil }
        let value = csj_reader_failure_value(reader).string
        let path = csj_reader_failure_path(reader).string
        return (path.isEmpty ? "" : "\(path): ") + describe(failure, value: value, problem: problem)
    }

    private static func describe(_ failure: csj_failure, value: String, problem: String) -> String {
        let shown = value.isEmpty ? "the value" : value == "{" ? "the object" : value == "[" ? "a list" : value
        switch failure {
        case csj_failure_memory: return "it is too large for the available memory"
        case csj_failure_encoding: return "it is not valid UTF-8"
        case csj_failure_expected_object: return "expected an object, found \(shown)"
        case csj_failure_expected_array: return "expected a list, found \(shown)"
        case csj_failure_expected_string: return "expected a string, found \(shown)"
        case csj_failure_expected_number: return "expected a whole number, found \(shown)"
        case csj_failure_expected_boolean: return "expected true or false, found \(shown)"
        case csj_failure_number_range: return "\(shown) is too large for 64 bits"
        case csj_failure_escape: return "\(shown) has an escape that JSON does not allow"
        case csj_failure_value: return "\(shown) \(problem)"
        default: return "it is not valid JSON"
        }
    }
}

extension csj_text {
    /// The text, which must be UTF-8 or is repaired.
    package var string: String {
        String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
    }
}
