import ClusterSnapshot
import KubernetesModel

/// The line of a log that tells why a container ended, and what it is known for.
struct TellingLine: Sendable {
    /// Nil where the line is of no known kind.
    var signature: LogSignature?
    var line: String
    var container: String

    /// The line that matters in the container's last log before it ended; nil without a log.
    static func find(pod: Pod, container: String, in situation: DaemonSetSituation) -> TellingLine? {
        let logs = situation.index.logs(ofPod: pod.name, namespace: pod.namespace).filter { $0.container == container }
        // The log of the container before the restart holds its end; the present one may have just begun.
        for log in logs.filter(\.isPrevious) + logs.filter({ !$0.isPrevious }) {
            if let line = situation.cluster.logSignatures.tellingLine(of: log) { return line }
        }
        return nil
    }

    var evidence: Evidence { Evidence(kind: .log, object: "container \(container)", text: line) }
}
