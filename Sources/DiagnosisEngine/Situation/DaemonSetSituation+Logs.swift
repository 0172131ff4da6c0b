import ClusterSnapshot
import KubernetesModel

extension DaemonSetSituation {
    /// The line that matters in the container's last log before it ended; nil without a log.
    func tellingLine(of pod: Pod, container: String) -> TellingLine? {
        let logs = index.logs(ofPod: pod.name, namespace: pod.namespace).filter { $0.container == container }
        // The log of the container before the restart holds its end; the present one may have just begun.
        for log in logs.filter(\.isPrevious) + logs.filter({ !$0.isPrevious }) {
            if let line = cluster.logSignatures.tellingLine(of: log) { return line }
        }
        return nil
    }
}
