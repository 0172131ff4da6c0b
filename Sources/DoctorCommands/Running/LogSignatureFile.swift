import DiagnosisEngine
import LogSignatureFiles
import SnapshotCollector

/// Log signatures from a file of the user's.
enum LogSignatureFile {
    /// - Throws: ``CommandError/logSignaturesInvalid(first:count:)``, and ``CollectorError`` for a file that cannot be
    ///   read.
    static func signatures(of path: String) throws -> [LogSignature] {
        let text = try TextFiles.read(file: path)
        do {
            return try LogSignatures.signatures(of: text, file: path)
        } catch {
            let first = error.problems.first.map(\.description) ?? ""
            throw CommandError.logSignaturesInvalid(first: first, count: error.problems.count)
        }
    }
}
