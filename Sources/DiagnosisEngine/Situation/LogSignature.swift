import ClusterSnapshot
import KubernetesModel

/// The line of a log that tells why a container ended, and what it is known for.
struct LogSignature: Sendable {
    /// A stable word for a known kind of failure; nil where the line is of none.
    var name: String?
    var line: String
    var container: String

    private static let known: [(name: String, phrases: [String])] = [
        ("address-in-use", ["address already in use", "eaddrinuse", "bind: address in use"]),
        ("permission-denied", ["permission denied", "operation not permitted", "eacces"]),
        ("no-such-file", ["no such file or directory", "enoent", "filenotfound"]),
        (
            "name-resolution",
            [
                "no such host", "temporary failure in name resolution", "could not resolve host",
                "name or service not known",
                "bad address", "server misbehaving", "enotfound",
            ]
        ),
        ("connection-refused", ["connection refused", "econnrefused"]),
        (
            "panic",
            ["panic:", "panicked at", "fatal error:", "traceback (most recent call last)", "segmentation fault"]
        ),
    ]

    private static let alarming = ["fatal", "error", "panic", "exception", "failed", "cannot", "can't"]

    /// The line that matters in the container's last log before it ended; nil without a log.
    static func find(pod: Pod, container: String, in index: ClusterIndex) -> LogSignature? {
        let logs = index.logs(ofPod: pod.name, namespace: pod.namespace).filter { $0.container == container }
        // The log of the container before the restart holds its end; the present one may have just begun.
        guard
            let log = logs.first(where: { $0.isPrevious && !$0.lines.isEmpty })
                ?? logs.first(where: { !$0.lines.isEmpty })
        else { return nil }
        for line in log.lines.reversed() {
            let lowered = line.lowercased()
            if let known = known.first(where: { $0.phrases.contains(where: lowered.contains) }) {
                return LogSignature(name: known.name, line: Wording.firstLine(line), container: container)
            }
        }
        let alarmed = log.lines.last { line in
            let lowered = line.lowercased()
            return alarming.contains { lowered.contains($0) }
        }
        guard let line = alarmed ?? log.lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
        return LogSignature(name: nil, line: Wording.firstLine(line), container: container)
    }

    var evidence: Evidence { Evidence(kind: .log, object: "container \(container)", text: line) }
}
