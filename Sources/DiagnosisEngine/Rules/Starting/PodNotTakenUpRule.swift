import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The pod is bound to the node, and no kubelet has taken it up.
    public static let podNotTakenUp = Self("pod-not-taken-up")
}

/// The pod is bound to the node, and no kubelet has taken it up.
struct PodNotTakenUpRule: NodeRule {
    static let code = FindingCode.podNotTakenUp
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .podsOfOtherNamespaces]
    static let parameters: [ParameterDescription] = [
        .number("waitingSeconds"), .number("takenUpSince"), .truth("hasRuntime"), .text("program"),
        .truth("wasAway"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The pod is bound to its node, but no kubelet has picked it up.",
        explanation: """
            A kubelet writes the start time and the containers' states within seconds after the pod is bound. If both \
            are missing after two minutes while the node is Ready, something other than the kubelet keeps the node \
            ready, the kubelet hangs, or it does not run daemon pods (virtual nodes). Waiting does not help.
            """)

    static func scope(of finding: Finding) -> CauseScope { .nodes(shortage: code.rawValue) }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.node, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<StartStep>? {
        guard let step = situation.stalledStep(on: node), step.kind == .takingUp, let pod = node.pod else { return nil }
        let bound = Evidence(
            kind: .condition, object: "Pod \(pod.metadata.qualifiedName)",
            text: "bound to \(pod.nodeName), no start time and no container status since \(step.since)")
        return Symptom(grouping: "", detail: step, evidence: [bound] + (step.event.map { [Evidence($0)] } ?? []))
    }

    func description(
        of symptoms: [LocatedSymptom<StartStep>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let seconds = symptoms.longest(until: situation.snapshot.capturedAt)
        let others = symptoms.reduce(0) { $0 + Self.takenUpSince($1, in: situation) }
        let (pod, has) = symptoms.count == 1 ? ("The pod is", "its kubelet has") : ("The pods are", "no kubelet has")
        let not = symptoms.count == 1 ? "not picked it up" : "picked them up"
        let programs = Set(symptoms.map(\.node.node.podRunner))
        let program = programs.count == 1 ? programs.first ?? "" : "kubelet"
        let wasAway = symptoms.allSatisfy { $0.node.node.wasNotReady(after: $0.detail.since) }
        let back = wasAway ? " The \(symptoms.count == 1 ? "node" : "nodes") became Ready after that." : ""
        return FindingDescription(
            severity: symptoms.severity, title: "the kubelet does not pick the pod up",
            message: "\(pod) bound, but \(has) \(not) for \(Wording.duration(seconds: seconds))."
                + (others > 0
                    ? " Meanwhile \(Wording.count(others, "other pod")) started there, so the kubelet runs."
                    : " No other pod started there since.") + back,
            parameters: [
                "waitingSeconds": .number(seconds), "takenUpSince": .number(WholeNumber(others)),
                "hasRuntime": .truth(!symptoms.contains { Self.isWithoutRuntime($0.node.node) }),
                "program": .text(program), "wasAway": .truth(wasAway),
            ])
    }

    /// Whether the node names a kubelet and no container runtime, as virtual nodes do: there is no machine to log in to.
    private static func isWithoutRuntime(_ node: Node) -> Bool {
        !node.info.kubeletVersion.isEmpty && node.info.containerRuntimeVersion.isEmpty
    }

    /// How many pods the kubelet has taken up since this one waits.
    private static func takenUpSince(_ symptom: LocatedSymptom<StartStep>, in situation: DaemonSetSituation) -> Int {
        situation.index.podsByNode[symptom.node.position].count { position in
            situation.snapshot.pods[position].status.startTime.map { $0 > symptom.detail.since } ?? false
        }
    }
}

extension PodNotTakenUpRule {
    static var examples: [RuleExample] {
        [
            .firing("the node is Ready, and says nothing of a pod that was bound long ago", on: ["n1"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.status = PodStatus() }
            },
            .firing(
                "the pod was bound while the edge node was away, and edgecore never heard of it", on: ["n1"],
                with: ["program": "edgecore", "wasAway": true]
            ) { cluster in
                cluster.node("n1") { node in
                    node.info.kubeletVersion = "v1.17.1-kubeedge-v1.3.0"
                    node.conditions[0].lastTransitionTime = Timestamp(seconds: 9_500)
                }
                cluster.daemonPod(on: "n1") { pod in
                    pod.status = PodStatus()
                    pod.metadata.creationTimestamp = Timestamp(seconds: 9_000)
                }
            },
            .silent("the pod was bound a moment ago") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.status = PodStatus()
                    pod.metadata.creationTimestamp = Timestamp(seconds: 9_970)
                }
            },
            .silent("the kubelet is gone, as its node says") { cluster in
                cluster.node("n1") { $0.becomeUnreachable() }
                cluster.daemonPod(on: "n1") { $0.status = PodStatus() }
            },
        ]
    }
}

extension Node {
    /// Whether the node became Ready at a later time than this one.
    fileprivate func wasNotReady(after time: Timestamp) -> Bool {
        conditions[Node.ConditionType.ready]?.lastTransitionTime.map { $0 > time } ?? false
    }
}
