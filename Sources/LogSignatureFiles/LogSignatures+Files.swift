import CEmbeddedFiles
import CheckedYAML
import DiagnosisEngine

extension LogSignatures {
    /// The signatures that ship with the program. They are read when first asked for.
    public static let embedded = LogSignatures(embeddedSignatures)

    /// The problems of the shipped file: none, a test checks that.
    static var embeddedProblems: [YAMLFileProblem] { read(embeddedText, file: "log-signatures.yaml").problems }

    private static let embeddedSignatures = read(embeddedText, file: "log-signatures.yaml").signatures
    private static var embeddedText: String {
        let file = embedded_log_signatures()
        return String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
    }

    /// The signatures of a file's text, to be added to others. Throws all that is wrong with it.
    public static func signatures(of text: String, file: String) throws(YAMLFileErrors) -> [LogSignature] {
        let (signatures, problems) = read(text, file: file)
        guard problems.isEmpty else { throw YAMLFileErrors(problems: problems) }
        return signatures
    }

    private static func read(
        _ text: String, file: String
    ) -> (signatures: [LogSignature], problems: [YAMLFileProblem]) {
        var reader = LogSignatureReader(file: file)
        let signatures = reader.signatures(of: text)
        return (signatures, reader.sortedProblems)
    }
}
