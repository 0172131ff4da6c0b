import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The new pod waits for a host port that its predecessor keeps until the new pod is available.
    public static let surgePortDeadlock = Self("surge-port-deadlock")
}

/// The new pod waits for a host port that its predecessor keeps until the new pod is available.
struct SurgePortDeadlockRule: NodeRule {
    static let code = FindingCode.surgePortDeadlock
    static let family = FindingFamily.rollout
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods]
    static let parameters: [ParameterDescription] = [
        .texts("ports"), .number("surgeCount", .optional), .text("surgeShare", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "With maxSurge the new pod needs a host port that its predecessor still holds.",
        explanation: """
            With maxSurge the controller deletes the old pod only once the new one is available (`rollingUpdate`), but \
            the scheduler places no pod whose host port is taken (NodePorts). Each waits for the other forever. Pods \
            with host ports, or on the host network with container ports, cannot be updated with maxSurge.
            """)

    static let followsOthers = true

    /// It is in the manifest: host port and surge.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.revision, .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<[String]>? {
        guard let pod = node.pod, let (holder, ports) = node.portsHeldByPredecessor(in: situation) else { return nil }
        return Symptom(
            grouping: ports.joined(separator: " "), detail: ports,
            evidence: [
                Evidence(
                    kind: .computed, object: "Pod \(pod.metadata.qualifiedName)",
                    text: "waits for host port \(Wording.list(ports)), which \(holder) holds")
            ] + node.schedulerEvidence)
    }

    func description(of symptoms: [LocatedSymptom<[String]>], in situation: DaemonSetSituation) -> FindingDescription {
        let ports = symptoms[0].detail
        var parameters: Parameters = ["ports": .texts(ports)]
        if case .rollingUpdate(_, let surge) = situation.daemonSet.updateStrategy {
            switch surge {
            case .number(let count): parameters["surgeCount"] = .number(count)
            case .percent: parameters["surgeShare"] = .text(surge.description)
            }
        }
        let (pod, its) =
            symptoms.count == 1 ? ("The new pod waits", "its predecessor") : ("New pods wait", "their predecessors")
        return FindingDescription(
            severity: symptoms.allSatisfy { $0.node.isServed } ? .warning : .critical,
            title: "surge and host port block each other",
            message:
                "\(pod) for host port \(Wording.list(ports)), which \(its) of the same DaemonSet "
                + "\(symptoms.count == 1 ? "holds" : "hold") until the new pod is available. With maxSurge the rollout "
                + "never gets past that.",
            parameters: parameters)
    }
}

extension SurgePortDeadlockRule {
    static var examples: [RuleExample] {
        [
            .firing("the old pod holds the port that the new one needs", on: ["n1"], with: ["surgeCount": 1]) {
                cluster in
                cluster.node("n1")
                cluster.surgeWithPort()
                cluster.waitingPod(on: "n1", refused: "1 node(s) didn't have free ports for the requested pod ports.") {
                    $0.metadata.name = "agent-new"
                    $0.metadata.uid = "uid-new"
                }
            },
            .silent("the old pod is on its way out") { cluster in
                cluster.node("n1")
                cluster.surgeWithPort { $0.terminate() }
                cluster.waitingPod(on: "n1", refused: "1 node(s) didn't have free ports for the requested pod ports.") {
                    $0.metadata.name = "agent-new"
                    $0.metadata.uid = "uid-new"
                }
            },
        ]
    }
}
