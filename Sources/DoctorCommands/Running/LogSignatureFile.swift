import ByteStreams
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import LogSignatureFiles

/// Log signatures from a file of the user's.
enum LogSignatureFile {
    /// The signatures that logs are searched for: the built-in ones and the user's own; nothing, and so
    /// nothing is read, where there are no logs.
    static func signatures(for snapshot: Snapshot, adding own: [LogSignature]? = nil) -> LogSignatures {
        let isSilent = snapshot.logs.isEmpty && snapshot.events.isEmpty && !snapshot.pods.contains(where: hasLastWords)
        if isSilent { return .none }
        return own.map { LogSignatures.embedded.adding($0) } ?? .embedded
    }

    private static func hasLastWords(_ pod: Pod) -> Bool {
        pod.status.allContainerStatuses.contains { !($0.termination?.message ?? "").isEmpty }
    }

    /// - Throws: ``CommandError/logSignaturesInvalid(first:count:)``, and ``StreamError`` for a file that cannot be
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
