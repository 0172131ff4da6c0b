import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The kubelet refuses pods that are bound to its node.
    public static let rejectedByKubelet = Self("rejected-by-kubelet")
}

/// The kubelet refuses pods that are bound to its node.
struct RejectedByKubeletRule: NodeRule {
    static let code = FindingCode.rejectedByKubelet
    static let family = FindingFamily.evicted
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .text("reason"), .text("resource", .optional), .number("rejections"), .truth("boundByNodeName"),
        .text("kind"), .text("oldKubelet", .optional), .text("podSystem", .optional), .text("nodeSystem", .optional),
        .truth("isDeleted"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The kubelet refuses the pod on arrival.",
        explanation: """
            The kubelet checks again what the scheduler checked: resources (OutOfcpu, OutOfmemory, OutOfpods), \
            affinity, ports, taints, topology, sysctls, the operating system and what its own version supports. It \
            refuses pods that were bound by hand (`nodeName` in the template), and pods whose node changed in the \
            meantime. A failed pod counts as refused unless its reason says otherwise (eviction, shutdown, \
            preemption). The controller deletes each pod and creates the next, with growing pauses.
            """)

    struct Rejection: Sendable {
        var reason: String
        var said: String
        var count: Int
        var isServing: Bool
        /// How many seconds ago the refused pod was deleted; nil while it isn't.
        var deletedAgo: WholeNumber?
    }

    /// A pod that was deleted longer ago than this, in seconds, does not go by itself.
    private static let patience: WholeNumber = 90

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Rejection>? {
        guard node.verdict.shouldRun else { return nil }
        let events = situation.history.incarnations(on: node.node.name).flatMap { incarnation in
            incarnation.events.filter { KubeletRefusal.isReason($0.reason) }
        }
        if let pod = node.pod, KubeletRefusal.hasRefused(pod) {
            let count = max(1, Set(events.map(\.regarding.name) + [pod.name]).count)
            let deleted = pod.metadata.deletionTimestamp.map { situation.snapshot.capturedAt.seconds(since: $0) }
            return symptom(
                pod.status.reason, pod.status.message, count, node, pod.metadata.qualifiedName,
                deletedAgo: deleted.flatMap { $0 > Self.patience ? $0 : nil })
        }
        guard let last = events.max(by: { ($0.lastTimestamp ?? .distantPast) < ($1.lastTimestamp ?? .distantPast) }),
            let time = last.lastTimestamp,
            situation.snapshot.capturedAt.seconds(since: time) <= DaemonSetSituation.evictionMemory,
            node.state != .available || events.count > 1
        else { return nil }
        return symptom(
            last.reason, last.message, events.count, node, "\(last.regarding.namespace)/\(last.regarding.name)")
    }

    private func symptom(
        _ reason: String, _ message: String, _ count: Int, _ node: NodeSituation, _ pod: String,
        deletedAgo: WholeNumber? = nil
    ) -> Symptom<Rejection> {
        Symptom(
            grouping: reason,
            detail: Rejection(
                reason: reason, said: Wording.firstLine(message), count: count, isServing: node.state == .available,
                deletedAgo: deletedAgo),
            evidence: [Evidence(kind: .event, object: "Pod \(pod)", text: "\(reason): \(Wording.firstLine(message))")])
    }

    func description(
        of symptoms: [LocatedSymptom<Rejection>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let rejection = symptoms[0].detail
        let count = symptoms.reduce(0) { $0 + $1.detail.count }
        var parameters: Parameters = ["reason": .text(rejection.reason), "rejections": .number(WholeNumber(count))]
        if rejection.reason.hasPrefix("OutOf") { parameters["resource"] = .text(String(rejection.reason.dropFirst(5))) }
        let bound =
            situation.daemonSet.template.nodeName.isEmpty
            ? "" : " The template sets nodeName, which bypasses the scheduler."
        parameters["boundByNodeName"] = .truth(!situation.daemonSet.template.nodeName.isEmpty)
        let kind = KubeletRefusal.word(for: rejection.reason)
        parameters["kind"] = .text(kind)
        let system = kind.hasPrefix("PodOS") ? system(of: symptoms, parameters: &parameters) : ""
        let old = oldKubelet(of: symptoms, reason: rejection.reason, parameters: &parameters)
        let longest = symptoms.compactMap(\.detail.deletedAgo).max()
        parameters["isDeleted"] = .truth(longest != nil)
        let stuck =
            longest.map {
                " The refused pod was deleted \(Wording.duration(seconds: $0)) ago and is still there, so the node gets no other."
            } ?? ""
        return FindingDescription(
            severity: symptoms.contains { !$0.detail.isServing } ? .critical : .warning,
            title: "refused by the kubelet (\(rejection.reason))",
            message: "The kubelet refused \(Wording.count(count, "pod")) on arrival: \(rejection.said)".ended
                + "\(system)\(old)\(bound)\(stuck)",
            parameters: parameters)
    }
}

extension RejectedByKubeletRule {
    /// ` The pod's os.name is windows; the node runs linux.`; empty where one of the two says nothing.
    private func system(of symptoms: [LocatedSymptom<Rejection>], parameters: inout Parameters) -> String {
        let node = symptoms[0].node
        let asked = node.pod?.spec.operatingSystem ?? ""
        let system = node.node.info.operatingSystem
        guard !asked.isEmpty, !system.isEmpty, asked != system else { return "" }
        parameters["podSystem"] = .text(asked)
        parameters["nodeSystem"] = .text(system)
        return " The pod's os.name is \(asked); the \(symptoms.count == 1 ? "node runs" : "nodes run") \(system)."
    }
}

extension RejectedByKubeletRule {
    /// A sentence where the kubelet is of a version that doesn't know `matchFields`, by which daemon pods are bound to
    /// their nodes (known from 1.11, used from 1.12 on): it takes the term for one that no node matches.
    private func oldKubelet(
        of symptoms: [LocatedSymptom<Rejection>], reason: String, parameters: inout Parameters
    ) -> String {
        guard KubeletRefusal.isAboutLabels(reason),
            symptoms.allSatisfy({ symptom in
                KubernetesVersion(symptom.node.node.info.kubeletVersion).map { $0 < KubernetesVersion(1, 11) } ?? false
                    && !(symptom.node.pod?.pinnedNodeName.isEmpty ?? true)
            })
        else { return "" }
        let version = symptoms[0].node.node.info.kubeletVersion
        parameters["oldKubelet"] = .text(version)
        return
            " Kubelet \(version) doesn't know the node affinity by matchFields that daemon pods carry from Kubernetes "
            + "1.12 on, and refuses every one of them; no label is missing."
    }
}

extension RejectedByKubeletRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a kubelet of 1.10 doesn't know the matchFields of a newer control plane", on: ["n1"],
                with: ["oldKubelet": "v1.10.7"]
            ) { cluster in
                cluster.snapshot.kubernetesVersion = "v1.12.0"
                cluster.node("n1") { $0.info.kubeletVersion = "v1.10.7" }
                cluster.daemonPod(on: "n1") { pod in
                    pod.pinnedNodeName = "n1"
                    pod.fail("MatchNodeSelector", "Predicate MatchNodeSelector failed")
                }
            },
            .firing(
                "the pod was bound to a node that has not enough cpu", on: ["n1"],
                with: ["reason": "OutOfcpu", "resource": "cpu"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail(
                        "OutOfcpu", "Node didn't have enough resource: cpu, requested: 2000, used: 3500, capacity: 4000"
                    )
                }
            },
            .firing(
                "a kubelet of Kubernetes 1.9 names the predicate", on: ["n1"],
                with: ["reason": "PodToleratesNodeTaints"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail("PodToleratesNodeTaints", "Pod Predicate PodToleratesNodeTaints failed")
                }
            },
            .firing(
                "a kubelet of Kubernetes 1.16 writes the reason in words", on: ["n1"],
                with: ["kind": "TopologyAffinityError"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail("Topology Affinity Error", "Resources cannot be allocated with Topology locality")
                }
            },
            .firing(
                "the pod is for Windows, and the refused one stays deleted", on: ["n1"],
                with: ["podSystem": "windows", "nodeSystem": "linux", "isDeleted": true]
            ) { cluster in
                cluster.snapshot.kubernetesVersion = "v1.27.2"
                cluster.template { $0.operatingSystem = "windows" }
                cluster.node("n1") { $0.info.operatingSystem = "linux" }
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail("PodOSNotSupported", "Failed to admit pod as the OS field doesn't match node OS")
                    pod.metadata.deletionTimestamp = Timestamp(seconds: 9_000)
                }
            },
            .firing("the reason is of a version to come", on: ["n1"], with: ["reason": "MoonPhaseNotSupported"]) {
                cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.fail("MoonPhaseNotSupported", "the moon is in the wrong phase") }
            },
            .silent("a pod was refused once, and the next one serves") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event("OutOfcpu", "Node didn't have enough resource: cpu", on: "agent-gone", host: "n1")
            },
        ]
    }
}
