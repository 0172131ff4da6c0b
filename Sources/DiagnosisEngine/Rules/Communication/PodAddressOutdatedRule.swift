import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// Pods on the host network keep an address that their node no longer has.
    public static let podAddressOutdated = Self("pod-address-outdated")
}

/// Pods on the host network keep an address that their node no longer has.
struct PodAddressOutdatedRule: DaemonSetRule {
    static let code = FindingCode.podAddressOutdated
    static let family = FindingFamily.communication
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [.text("oldAddress"), .text("newAddress"), .truth("isServing")]
    static let documentation = RuleDocumentation(
        summary: "Pods on the host network keep an address that their node no longer has.",
        explanation: """
            The kubelet writes a node's address into its host-network pods once; it never changes it afterwards, also not \
            when the machine comes back with another one and containers restart (`generateAPIPodStatus`). Services, \
            EndpointSlices and probes use the old address until the pod is replaced.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let strays = situation.cluster.strayAddresses
        var concerned: [(pod: Pod, node: Node)] = []
        for node in situation.nodes {
            for pod in node.pods where strays.isOld(pod, on: node.node) && !pod.isTerminating {
                concerned.append((pod, node.node))
            }
        }
        guard let first = concerned.first else { return [] }
        var parameters = Parameters.common(to: situation)
        parameters["oldAddress"] = .text(first.pod.status.address)
        parameters["newAddress"] = .text(first.pod.status.hostAddress)
        let isServing = concerned.allSatisfy(\.pod.isReady)
        let others =
            concerned.count > 1
            ? " So do the pods on \(Wording.count(concerned.count - 1, "more node"))." : ""
        parameters["isServing"] = .truth(isServing)
        return [
            Finding(
                code: Self.code, severity: isServing ? .warning : .critical,
                title: "pods keep their node's old address",
                message: "Pod \(first.pod.name) still has address \(first.pod.status.address), but its node "
                    + "\(first.node.name) now has \(first.pod.status.hostAddress).\(others) Services"
                    + "\(isServing ? "" : " and probes") lead to the old address until the "
                    + "\(concerned.count == 1 ? "pod is" : "pods are") replaced: a restarted container keeps it.",
                parameters: parameters,
                nodes: concerned.map(\.node.name).sorted(by: NaturalOrder.precedes),
                pods: concerned.map(\.pod.metadata.qualifiedName).sorted(),
                evidence: Evidence.mostConvincing(
                    of: concerned.map { pod, node in
                        Evidence(
                            kind: .condition, object: "Pod \(pod.metadata.qualifiedName)",
                            text:
                                "podIP \(pod.status.address), hostIP \(pod.status.hostAddress); node \(node.name) has "
                                + Wording.commas(node.addresses, most: 3))
                    }))
        ]
    }
}

extension PodAddressOutdatedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the machine came back with another address", on: ["n2"],
                with: ["oldAddress": "10.0.0.2", "newAddress": "10.0.0.7", "isServing": true]
            ) { cluster in
                cluster.beOnHostNetwork()
                cluster.node("n1") { $0.addresses = ["10.0.0.1"] }
                cluster.node("n2") { $0.addresses = ["10.0.0.7"] }
                cluster.daemonPod(on: "n1") { $0.have("10.0.0.1", on: "10.0.0.1") }
                cluster.daemonPod(on: "n2") { $0.have("10.0.0.2", on: "10.0.0.7") }
            },
            .silent("pods of several nodes have the same address: nobody runs them") { cluster in
                cluster.beOnHostNetwork()
                cluster.node("n1") { $0.addresses = ["10.0.0.1"] }
                cluster.node("n2") { $0.addresses = ["10.0.0.2"] }
                cluster.daemonPod(on: "n1") { $0.have("10.244.0.9", on: "10.0.0.1") }
                cluster.daemonPod(on: "n2") { $0.have("10.244.0.9", on: "10.0.0.2") }
            },
            .silent("the pod has an address of the pod network") { cluster in
                cluster.node("n1") { $0.addresses = ["10.0.0.1"] }
                cluster.daemonPod(on: "n1") { $0.have("10.244.0.3", on: "10.0.0.1") }
            },
            .silent("the node has both addresses") { cluster in
                cluster.beOnHostNetwork()
                cluster.node("n1") { $0.addresses = ["10.0.0.1", "203.0.113.5"] }
                cluster.daemonPod(on: "n1") { $0.have("203.0.113.5", on: "10.0.0.1") }
            },
        ]
    }
}

extension ExampleCluster {
    fileprivate mutating func beOnHostNetwork() { template { $0.isHostNetwork = true } }
}

extension Pod {
    fileprivate mutating func have(_ address: String, on hostAddress: String) {
        status.address = address
        status.hostAddress = hostAddress
    }
}
