import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A readiness gate of the pod is not true.
    public static let readinessGateUnset = Self("readiness-gate-unset")
}

/// A readiness gate of the pod is not true.
struct ReadinessGateUnsetRule: NodeRule {
    static let code = FindingCode.readinessGateUnset
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [.texts("gates"), .number("waitingSeconds")]
    static let documentation = RuleDocumentation(
        summary: "All containers are ready, but a readiness gate keeps the pod from being ready.",
        explanation: """
            A readiness gate names a pod condition that some controller, not the kubelet, must set to True; often that \
            of a load balancer. Until it does, the pod is not ready (reason ReadinessGatesNotReady), gets no traffic \
            and holds up a rollout.
            """)

    /// Whoever sets the condition may be late.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<StartStep>? {
        guard let step = situation.stalledStep(on: node), case .readinessGates(let gates) = step.kind,
            let pod = node.pod, let ready = pod.status.conditions[PodStatus.ConditionType.ready]
        else { return nil }
        return Symptom(
            grouping: gates.joined(separator: " "), detail: step,
            evidence: [
                Evidence(
                    kind: .condition, object: "Pod \(pod.metadata.qualifiedName)",
                    text: "Ready=\(ready.status.rawValue), \(ready.reason): \(Wording.firstLine(ready.message))")
            ])
    }

    func description(
        of symptoms: [LocatedSymptom<StartStep>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        guard case .readinessGates(let gates) = symptoms[0].detail.kind else {
            return FindingDescription(title: "", message: "")
        }
        let seconds = symptoms.longest(until: situation.snapshot.capturedAt)
        let which = gates.isEmpty ? "a condition" : "condition\(gates.count == 1 ? "" : "s") \(Wording.list(gates))"
        return FindingDescription(
            severity: symptoms.severity, title: "readiness gate is not set",
            message:
                "All containers are ready, but a readiness gate needs \(which), which no controller has set to True "
                + "for \(Wording.duration(seconds: seconds)).",
            parameters: ["gates": .texts(gates), "waitingSeconds": .number(seconds)])
    }
}

extension ReadinessGateUnsetRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "no controller sets the condition", on: ["n1"], with: ["gates": ["example.com/attached"]]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.missGate("example.com/attached") }
            },
            .silent("the containers became ready a minute ago") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.missGate("example.com/attached")
                    pod.change { $0.state = .running(since: Timestamp(seconds: 9_940)) }
                }
            },
            .silent("a container is not ready either") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
            },
        ]
    }
}
