import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The node holds no more volumes of a driver.
    public static let volumeLimitReached = Self("volume-limit-reached")
}

/// The node holds no more volumes of a driver.
struct VolumeLimitReachedRule: NodeRule {
    static let code = FindingCode.volumeLimitReached
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [
        .daemonSets, .nodes, .pods, .persistentVolumeClaims, .persistentVolumes, .csiNodes,
    ]
    static let parameters: [ParameterDescription] = [
        .text("driver", .optional), .number("limit", .optional), .number("attached"), .texts("holders", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The node already has as many volumes of a CSI driver as it can hold.",
        explanation: """
            A machine holds a limited number of volumes; its CSINode says how many of each driver (NodeVolumeLimits, \
            "node(s) exceed max volume count"). Volumes of all pods on the node count, and so do those still attached \
            for pods that are gone. Without the CSINode, dsdoctor trusts the scheduler's message.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<VolumeLimit>? {
        let cluster = situation.cluster.engine.cluster
        if case .volumeLimit(let driver)? = node.refusal(by: .nodeVolumeLimits) {
            return symptom(cluster.volumeLimit(of: driver, onNodeAt: node.position), .certain, on: node)
        }
        // What the snapshot lacks can't be counted again: the CSINode, or volumes that no pod uses any more.
        guard node.needsPlace, node.verdict.failures.isEmpty, let pod = node.pod,
            pod.spec.volumes.contains(where: \.isClaim), let said = node.schedulerMessage(in: situation)?.message,
            said.nodes(refusedBy: .nodeVolumeLimits) > 0
        else { return nil }
        let driver = cluster.volumeDrivers(of: pod).first ?? ""
        return symptom(cluster.volumeLimit(of: driver, onNodeAt: node.position), .likely, on: node)
    }

    private func symptom(
        _ limit: VolumeLimit, _ confidence: Confidence, on node: NodeSituation
    ) -> Symptom<VolumeLimit> {
        Symptom(
            grouping: "\(limit.driver) \(limit.most ?? -1)", detail: limit, confidence: confidence,
            evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<VolumeLimit>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let limit = symptoms[0].detail
        let attached = symptoms.map(\.detail.attached).max() ?? 0
        var counts: [String: Int] = [:]
        for position in symptoms.flatMap(\.detail.pods) {
            counts[Workload.name(of: situation.snapshot.pods[position]), default: 0] += 1
        }
        let holders = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) ×\($0.value)" }
        var parameters: Parameters = ["attached": .number(WholeNumber(attached))]
        parameters["driver"] = limit.driver.isEmpty ? nil : .text(limit.driver)
        parameters["limit"] = limit.most.map { .number(WholeNumber($0)) }
        parameters["holders"] = holders.isEmpty ? nil : .texts(holders)
        let volumes = limit.driver.isEmpty ? "volumes" : "volumes of \(limit.driver)"
        let nodes = symptoms.count == 1 ? "The node holds" : "Each node holds"
        var message = limit.most.map { "\(nodes) at most \($0) \(volumes)" } ?? "\(nodes) no more \(volumes)"
        message += attached > 0 ? "; pods there use \(attached)." : "."
        if !holders.isEmpty { message += " Used by \(Wording.list(holders, most: 3))." }
        if let most = limit.most, attached < most {
            message += " Others are still attached for pods that are gone."
        }
        return FindingDescription(
            title: "the node's volume limit is reached", message: message, parameters: parameters)
    }
}

extension VolumeLimitReachedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "another pod has the one volume that the node takes", on: ["n1"],
                with: ["driver": "csi.example.com", "limit": 1, "attached": 1, "holders": ["logging/db ×1"]]
            ) { cluster in
                cluster.node("n1")
                cluster.limitVolumes(on: "n1", to: 1)
                cluster.podWithVolume("db-1", on: "n1")
                cluster.wantVolume()
                cluster.waitingPod(on: "n1", refused: "0/1 nodes are available: 1 node(s) exceed max volume count.")
            },
            .firing("the scheduler says so, and the snapshot has no CSINode", on: ["n1"], with: ["attached": 0]) {
                cluster in
                cluster.node("n1")
                cluster.wantVolume()
                cluster.waitingPod(on: "n1", refused: "0/1 nodes are available: 1 node(s) exceed max volume count.")
            },
            .silent("the node takes one more") { cluster in
                cluster.node("n1")
                cluster.limitVolumes(on: "n1", to: 2)
                cluster.podWithVolume("db-1", on: "n1")
                cluster.wantVolume()
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}

extension ExampleCluster {
    /// Has a node take so many volumes of the example's driver.
    fileprivate mutating func limitVolumes(on node: String, to count: WholeNumber) {
        var driver = CSINodeDriver()
        driver.name = "csi.example.com"
        driver.allocatableCount = count
        var csiNode = CSINode()
        csiNode.metadata = ObjectMeta(name: node)
        csiNode.drivers = [driver]
        snapshot.csiNodes.append(csiNode)
    }

    /// Adds a pod with a volume of the example's driver.
    fileprivate mutating func podWithVolume(_ name: String, on node: String) {
        csiClaim("of-\(name)")
        pod(name, namespace: daemonSet.namespace, on: node) { pod in
            var spec = pod.spec
            spec.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "of-\(name)"))]
            pod.sharedSpec = Shared(spec)
        }
    }

    /// Has the template ask for a volume of the example's driver.
    fileprivate mutating func wantVolume() {
        csiClaim("data")
        template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
    }

    private mutating func csiClaim(_ name: String) {
        claim(name, boundTo: "volume-\(name)")
        snapshot.persistentVolumes[snapshot.persistentVolumes.count - 1].csiDriver = "csi.example.com"
        snapshot.persistentVolumes[snapshot.persistentVolumes.count - 1].csiVolumeHandle = "handle-\(name)"
    }
}
