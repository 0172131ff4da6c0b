import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// A container is killed for using more memory than its limit.
    public static let crashLoopOutOfMemory = Self("crash-loop-out-of-memory")
}

/// A container is killed for using more memory than its limit.
struct CrashLoopOutOfMemoryRule: NodeRule {
    static let code = FindingCode.crashLoopOutOfMemory
    static let family = FindingFamily.crashing
    static let comparesSize = true
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.containerLogs, .podMetrics]
    static let parameters: [ParameterDescription] =
        CrashSymptom.parameters + [.text("memoryLimit", .optional), .text("suggestedMemoryLimit", .optional)]
    static let documentation = RuleDocumentation(
        summary: "The kernel kills a container (OOMKilled): it has reached its memory limit, or the node ran out.",
        explanation: """
            The last state says OOMKilled: the container's cgroup was full, or the node was. Some runtimes report only \
            exit code 137; then an event of the node about that process says so (SystemOOM, OOMKilling). A plain 137 \
            is another kill. Raise the limit, or make the program use less.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .outOfMemory }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        let limit = crash.spec?.resources.limits[ResourceName.memory]
        var parameters = symptoms.parameters()
        var message = "Container \(crash.name) is OOMKilled (\(symptoms.restarts))"
        if let limit {
            let suggested = limit.percent(MemoryLimitStep.percent)
            parameters["memoryLimit"] = .text(limit.readable(for: ResourceName.memory))
            parameters["suggestedMemoryLimit"] = RoundedRequest.below(suggested, of: ResourceName.memory).map {
                .text($0)
            }
            message += "; its limit is \(limit.readable(for: ResourceName.memory))."
        } else {
            message += "; it has no limit of its own, so the node or the pod ran out of memory."
        }
        return FindingDescription(
            title: "container \(crash.name) runs out of memory", message: message + symptoms.lastWords,
            parameters: parameters)
    }
}

/// By how much a memory limit is raised where nothing tells the real need.
public enum MemoryLimitStep {
    /// The new limit in percent of the old one: half as much again is mostly too little.
    public static let percent: WholeNumber = 200
}

extension CrashLoopOutOfMemoryRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the container has reached its memory limit", on: ["n1"],
                with: ["container": "agent", "memoryLimit": "64Mi", "suggestedMemoryLimit": "128Mi", "restarts": 6]
            ) { cluster in
                cluster.node("n1")
                cluster.container { $0.resources.limits = ExampleObjects.resources(["memory": "64Mi"]) }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137, reason: "OOMKilled") }
            },
            .firing(
                "the runtime says only 137, and the node that its process was killed for memory", on: ["n1"],
                with: ["container": "agent", "exitCode": 137]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.nodeEvent(
                    "SystemOOM", "System OOM encountered, victim process: agent, pid: 7", on: "n1", secondsAgo: 62)
            },
            .silent("the kernel killed another program for memory") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.nodeEvent(
                    "SystemOOM", "System OOM encountered, victim process: java, pid: 7", on: "n1", secondsAgo: 62)
            },
            .silent("the container was killed, and not for memory") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
            },
        ]
    }
}
