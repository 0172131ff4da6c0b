import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import LogSignatureFiles

/// Lines of a container that crashed.
func checkLog(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    ReportCheck.run(crashed(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
}

/// A file of signatures: it is refused with plain lines, or can be used to search a log.
func checkLogSignatures(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
        let own = try LogSignatures.signatures(of: text, file: "signatures.yaml")
        let lines = text.split(separator: "\n").prefix(20).map(String.init)
        ReportCheck.run(crashed(lines: lines), signatures: LogSignatures(own))
    } catch {
        for problem in error.problems {
            require(!problem.description.isEmpty, "what is wrong")
        }
    }
}

private func crashed(lines: [String]) -> Snapshot {
    var cluster = ExampleCluster()
    cluster.node("n1")
    cluster.daemonPod(on: "n1") { pod in
        guard !pod.status.containerStatuses.isEmpty else { return }
        var end = ContainerTermination()
        end.exitCode = 1
        end.finishedAt = ExampleCluster.now
        pod.status.containerStatuses[0].isReady = false
        pod.status.containerStatuses[0].restartCount = 9
        pod.status.containerStatuses[0].state = .waiting(reason: "CrashLoopBackOff", message: "back-off")
        pod.status.containerStatuses[0].lastState = .terminated(end)
    }
    var snapshot = cluster.snapshot
    snapshot.daemonSets = [cluster.daemonSet]
    snapshot.logs = snapshot.pods.map { pod in
        ContainerLog(namespace: pod.namespace, pod: pod.name, container: "agent", isPrevious: true, lines: lines)
    }
    return snapshot
}
