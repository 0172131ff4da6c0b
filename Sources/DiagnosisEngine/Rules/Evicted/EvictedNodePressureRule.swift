import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The kubelet put the pod off because the node ran short.
    public static let evictedNodePressure = Self("evicted-node-pressure")
}

/// The kubelet put the pod off because the node ran short.
struct EvictedNodePressureRule: NodeRule {
    static let code = FindingCode.evictedNodePressure
    static let family = FindingFamily.evicted
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .text("resource"), .text("threshold", .optional), .text("available", .optional), .text("container", .optional),
        .text("usage", .optional), .text("request", .optional), .truth("refusedOnArrival"),
        .text("suggestedRequest", .optional), .number("evictions"), .text("condition", .optional),
        .truth("isCulprit"), .truth("isCritical"), .text("imagesInVain", .optional),
        .texts("hostPathWriters", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The kubelet evicts the pod, or refuses it, because the node is short of memory, disk or process IDs.",
        explanation: """
            Below its eviction thresholds (by default memory 100Mi, nodefs 10 %, imagefs 15 %, inodes 5 %) the kubelet \
            first evicts pods that use more than they requested, then by priority. Daemon pods tolerate the pressure \
            taints, so the controller sends the next pod at once, and the kubelet refuses it on arrival.
            """)

    static func scope(of finding: Finding) -> CauseScope { .nodes(shortage: "pressure") }

    struct Pressure: Sendable {
        let pressure: EvictionMessage.Pressure
        let isRefusedOnArrival: Bool
        let count: Int
        let isServing: Bool
        /// The node's own word on it, where it is still so.
        let condition: Condition?
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Pressure>? {
        guard let last = situation.currentEviction(on: node) else { return nil }
        let all = situation.evictions(on: node)
        let refusedConditions: String?
        switch last.message {
        case .refusedOnArrival(let conditions): refusedConditions = conditions
        case .nodePressure: refusedConditions = nil
        default: return nil
        }
        // The refusals that follow name only the condition: the last eviction for the same says what was short.
        let short = last.message.shortResource ?? ""
        let told = all.reversed().compactMap { eviction -> EvictionMessage.Pressure? in
            guard case .nodePressure(let pressure) = eviction.message,
                NodeShortage(of: pressure.resource) == NodeShortage(of: short)
            else { return nil }
            return pressure
        }.first
        let pressure = told ?? EvictionMessage.Pressure(resource: short)
        let condition = node.node.pressure(NodeShortage(of: short))
        return Symptom(
            grouping: "\(pressure.resource) \(refusedConditions == nil)",
            detail: Pressure(
                pressure: pressure, isRefusedOnArrival: refusedConditions != nil, count: all.count,
                isServing: node.state == .available, condition: condition),
            evidence: [last.evidence]
                + all.reversed().filter { $0.message != last.message }.prefix(1).map(\.evidence)
                + (condition.map { [Evidence($0, of: node.node)] } ?? []),
            isPast: situation.isPast(last, on: node))
    }

    func description(
        of symptoms: [LocatedSymptom<Pressure>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let detail = symptoms[0].detail
        let pressure = detail.pressure
        var parameters: Parameters = [
            "resource": .text(pressure.resource), "refusedOnArrival": .truth(detail.isRefusedOnArrival),
            "isCulprit": false,
            // `IsCriticalPodBasedOnPriority`: the kubelet leaves those where they are.
            "isCritical": .truth(
                PriorityClass.builtIn[situation.daemonSet.template.spec.priorityClassName] != nil
                    || symptoms.contains { ($0.node.pod?.priority ?? 0) >= PriorityClass.builtIn.values.min() ?? .max }),
            "evictions": .number(WholeNumber(symptoms.reduce(0) { $0 + $1.detail.count })),
        ]
        let threshold = pressure.readableLimit(pressure.threshold)
        let available = pressure.readableLimit(pressure.available)
        parameters["threshold"] = threshold.map { .text($0) }
        parameters["available"] = available.map { .text($0) }
        var message = "The node was short of \(pressure.resource)"
        if let threshold, let available {
            message += ": \(available) left, and the kubelet evicts below \(threshold)"
        }
        message += "."
        if let usage = pressure.greatestUsage {
            parameters["container"] = .text(usage.container)
            let request = usage.request.map(pressure.readable)
            parameters["usage"] = .text(pressure.readable(usage.usage))
            parameters["request"] = request.map { .text($0) }
            message +=
                " Container \(usage.container) used \(pressure.readable(usage.usage))"
                + (request.map { " and asks for \($0)." } ?? ".")
            let isCulprit = pressure.isExplained(by: usage, on: symptoms[0].node.node)
            parameters["isCulprit"] = .truth(isCulprit)
            if isCulprit {
                message += " That alone explains the shortage: the container itself fills the disk."
            } else if let used = try? Quantity(parsing: usage.usage) {
                parameters["suggestedRequest"] =
                    RoundedRequest.below(used + Quantity(units: 1_048_575), of: pressure.resource).map { .text($0) }
            }
        }
        if let condition = symptoms.compactMap(\.detail.condition).first {
            parameters["condition"] = .text(condition.type)
            let since = condition.lastTransitionTime.map { " since \($0)" } ?? ""
            message += " The node has reported \(condition.type)\(since)."
        } else if symptoms.allSatisfy({ !$0.node.node.conditions.isEmpty }) {
            message += " The node no longer reports the condition."
        }
        if detail.isRefusedOnArrival {
            let hasEvicted = pressure.available != nil || !pressure.usages.isEmpty
            message +=
                " \(hasEvicted ? "Since then the" : "The") kubelet refuses each new pod on arrival as long as the "
            message += "pressure lasts."
            if parameters["isCritical"] == false, parameters["isCulprit"] == false {
                message += " It spares pods with a critical priority class; these have none."
            }
        }
        message += Self.elsewhere(symptoms, in: situation, parameters: &parameters)
        let isServing = symptoms.allSatisfy(\.detail.isServing)
        if isServing { message += " Its replacement is available." }
        return FindingDescription(
            severity: isServing ? .warning : .critical,
            title: detail.isRefusedOnArrival
                ? "refused under \(pressure.resource) pressure" : "evicted under \(pressure.resource) pressure",
            message: message, parameters: parameters)
    }
}

extension EvictedNodePressureRule {
    /// Where else the space of a full disk went than into what the evicted containers wrote.
    private static func elsewhere(
        _ symptoms: [LocatedSymptom<Pressure>], in situation: DaemonSetSituation, parameters: inout Parameters
    ) -> String {
        let pressure = symptoms[0].detail.pressure
        guard NodeShortage(of: pressure.resource) == .disk, parameters["isCulprit"] == false,
            symptoms.contains(where: { $0.detail.condition != nil })
        else { return "" }
        var sentence = ""
        if let inVain = ImageCollection.inVain(on: symptoms.map(\.node.node), in: situation.index) {
            parameters["imagesInVain"] = .text(inVain.wanted)
            sentence += inVain.sentence
        }
        let writers = HostPathWriters.all(on: symptoms.map(\.node), in: situation)
        if pressure.isUnexplained, !writers.isEmpty {
            parameters["hostPathWriters"] = .texts(writers)
            sentence +=
                " What these containers wrote doesn't explain it. What lies in a hostPath counts for no container; "
                + "writable there: \(Wording.list(writers, most: 3))."
        }
        return sentence
    }
}

extension EvictionMessage.Pressure {
    /// Whether the kubelet named the containers' usage, and all of it is less than what is missing, or next to nothing.
    fileprivate var isUnexplained: Bool {
        guard !resource.hasSuffix("inodes"), !usages.isEmpty else { return false }
        let used = usages.compactMap { (try? Quantity(parsing: $0.usage))?.units }.reduce(0, +)
        guard let least = threshold.flatMap({ DiskShortageReport.amount($0, of: nil) }),
            let left = available.flatMap({ DiskShortageReport.amount($0, of: nil) })
        else { return used < 100 << 20 }
        return used < least - left
    }

    /// Who used most of the pod's containers.
    fileprivate var greatestUsage: EvictionMessage.Usage? {
        usages.enumerated().max { left, right in
            let amounts = [left, right].map { (try? Quantity(parsing: $0.element.usage)) ?? .zero }
            return (amounts[0], right.offset) < (amounts[1], left.offset)
        }?.element
    }

    /// Whether the disk would not be short without what this container wrote beyond its request.
    fileprivate func isExplained(by usage: EvictionMessage.Usage, on node: Node) -> Bool {
        guard NodeShortage(of: resource) == .disk, !resource.hasSuffix("inodes"),
            let used = (try? Quantity(parsing: usage.usage))?.units
        else { return false }
        let asked = usage.request.flatMap { try? Quantity(parsing: $0) }?.units ?? 0
        let beyond = used - asked
        let disk = node.capacity[ResourceName.ephemeralStorage]?.units
        let least = threshold.flatMap { DiskShortageReport.amount($0, of: disk) }
        let left = available.flatMap { DiskShortageReport.amount($0, of: disk) }
        // A few hundred mebibytes may tip the scales; they do not fill a disk.
        guard beyond >= .gibibyte else { return false }
        if let least, let left { return beyond >= least - left }
        return disk.map { beyond >= $0 / 10 } ?? false
    }
}

extension Evidence {
    /// A condition that a node reports.
    fileprivate init(_ condition: Condition, of node: Node) {
        let since = condition.lastTransitionTime.map { " since \($0)" } ?? ""
        self.init(
            kind: .condition, object: "Node \(node.name)", text: "\(condition.type)\(since): \(condition.message)")
    }
}

extension EvictedNodePressureRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a program writes into a directory of the node, which counts for nobody", on: ["n1"],
                with: ["hostPathWriters": ["logging/agent: /var/log"], "isCulprit": false]
            ) { cluster in
                cluster.node("n1") { $0.press(Node.ConditionType.diskPressure, taint: Taint.Key.diskPressure) }
                cluster.template {
                    $0.volumes = [Volume(name: "logs", source: .hostPath(path: "/var/log", type: ""))]
                }
                cluster.container { $0.volumeMounts = [VolumeMount(name: "logs", mountPath: "/var/log")] }
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail(
                        "Evicted",
                        "The node was low on resource: ephemeral-storage. Threshold quantity: 18896832512, available: "
                            + "17123904Ki. Container agent was using 1204Ki, request is 0, has larger consumption of "
                            + "ephemeral-storage. ")
                }
            },
            .firing(
                "the runtime's file system is full, and the kubelet finds no image to remove", on: ["n1"],
                with: ["imagesInVain": "207.5Mi", "refusedOnArrival": true]
            ) { cluster in
                cluster.node("n1") { $0.press(Node.ConditionType.diskPressure, taint: Taint.Key.diskPressure) }
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail("Evicted", "Pod was rejected: The node had condition: [DiskPressure]. ")
                }
                cluster.nodeEvent(
                    "FreeDiskSpaceFailed",
                    "Failed to garbage collect required amount of images. Attempted to free 217604915 bytes, but only "
                        + "found 0 bytes eligible to free.", on: "n1", secondsAgo: 90)
            },
            .firing(
                "the kubelet evicted the pod for memory", on: ["n1"],
                with: [
                    "resource": "memory", "threshold": "100Mi", "available": "80Mi", "container": "agent",
                    "usage": "900Mi",
                    "request": "64Mi", "suggestedRequest": "900Mi", "refusedOnArrival": false,
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail(
                        "Evicted",
                        "The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. "
                            + "Container agent was "
                            + "using 900Mi, request is 64Mi, has larger consumption of memory. ")
                }
            },
            .firing(
                "the node refuses pods while its disk is short", on: ["n1"],
                with: ["refusedOnArrival": true, "condition": "DiskPressure"]
            ) {
                cluster in
                cluster.node("n1") { $0.press(Node.ConditionType.diskPressure, taint: Taint.Key.diskPressure) }
                cluster.daemonPod(on: "n1") { $0.fail("Evicted", "The node had condition: [DiskPressure]. ") }
            },
            .firing(
                "the node was short of memory before, and refuses pods for its disk now", on: ["n1"],
                with: ["refusedOnArrival": true, "resource": "ephemeral-storage"]
            ) { cluster in
                cluster.node("n1") { $0.press(Node.ConditionType.diskPressure, taint: Taint.Key.diskPressure) }
                cluster.daemonPod(on: "n1") { $0.fail("Evicted", "The node had condition: [DiskPressure]. ") }
                cluster.event(
                    "Evicted", "The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. ",
                    on: "agent-before", host: "n1", secondsAgo: 9_500)
            },
            .firing(
                "the container fills the disk itself", on: ["n1"],
                with: ["resource": "ephemeral-storage", "isCulprit": true, "usage": "80Gi"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail(
                        "Evicted",
                        "The node was low on resource: ephemeral-storage. Threshold quantity: 10736118554, available: "
                            + "9021364Ki. Container agent was using 83886080Ki, request is 0, has larger consumption of "
                            + "ephemeral-storage. ")
                }
            },
            .silent("the pod broke a limit of its own") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.fail(
                        "Evicted", "Pod ephemeral local storage usage exceeds the total limit of containers 64Mi. ")
                }
            },
        ]
    }
}
