import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A Service leads to no ready pod.
    public static let serviceHasNoReadyEndpoints = Self("service-has-no-ready-endpoints")
}

/// A Service leads to no ready pod.
struct ServiceHasNoReadyEndpointsRule: DaemonSetRule {
    static let code = FindingCode.serviceHasNoReadyEndpoints
    static let family = FindingFamily.communication
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods, .services]
    static let parameters: [ParameterDescription] = [.text("service"), .number("selectedPods"), .truth("isLocal")]
    static let documentation = RuleDocumentation(
        summary:
            "A Service for the DaemonSet's pods has no ready endpoint, or none on some nodes with internalTrafficPolicy Local.",
        explanation: """
            Only ready pods get traffic. With internalTrafficPolicy Local a client reaches only the pod on its own \
            node: if that pod is not ready or missing, the client is cut off although other pods are ready. A Service \
            with publishNotReadyAddresses lacks endpoints only where there is no pod at all.
            """)

    static let followsOthers = true

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        // Where no pod is meant to be, nobody is missed.
        if situation.snapshot.hasGap(.podsMissing) || situation.counts.desired == 0 { return [] }
        if situation.coverage.unseenPods > 0 { return [] }
        // Many Services of one DaemonSet mostly select alike.
        var places: [Labels: Int] = [:]
        var all: [Endpoints] = []
        var last: (selector: Labels, place: Int)?
        // Positions: to copy thousands of Services for each of thousands of DaemonSets costs more than all of this.
        var lacking: [(service: Int, endpoints: Int)] = []
        let services = situation.services
        for position in services.indices {
            let selector = services[position].selector ?? Labels()
            let place: Int
            if let last, last.selector == selector {
                place = last.place
            } else {
                place = places[selector] ?? all.count
                if place == all.count { all.append(Endpoints(of: services[position], in: situation)) }
                places[selector] = place
                last = (selector, place)
            }
            if services[position].publishesNotReadyAddresses, !all[place].pods.isEmpty { continue }
            if !all[place].isServed || services[position].isInternalTrafficLocal && !all[place].cutOff.isEmpty {
                lacking.append((position, place))
            }
        }
        let told = MostServices.of(lacking) { !all[$0.endpoints].isServed }
        return told.enumerated().map { place, entry in
            let endpoints = all[entry.endpoints]
            let service = services[entry.service]
            var finding =
                endpoints.isServed
                ? finding(service, nodes: endpoints.cutOff, pods: [], in: situation)
                : finding(service, nodes: [], pods: endpoints.pods, in: situation)
            if place == 0 { finding.message += MostServices.sentence(lacking.count - told.count) }
            return finding
        }
    }

    /// The pods behind Services that select alike.
    private struct Endpoints {
        let pods: [Pod]
        /// Whether one of them is ready.
        let isServed: Bool
        /// The nodes without a ready pod.
        let cutOff: [String]

        init(of service: Service, in situation: DaemonSetSituation) {
            pods = situation.pods(of: service).filter { !$0.isTerminal }
            isServed = pods.contains { $0.isReady && !$0.isTerminating }
            let served = Set(pods.filter(\.isReady).map(\.nodeName))
            cutOff =
                isServed
                ? situation.nodes.filter {
                    $0.verdict.shouldRun && $0.node.isReady && !served.contains($0.node.name)
                }.map(\.node.name) : []
        }
    }

    private func finding(
        _ service: Service, nodes: [String], pods: [Pod], in situation: DaemonSetSituation
    ) -> Finding {
        var parameters = Parameters.common(to: situation)
        parameters["service"] = .text(service.name)
        parameters["selectedPods"] = .number(WholeNumber(pods.count))
        parameters["isLocal"] = .truth(!nodes.isEmpty)
        let message =
            nodes.isEmpty
            ? "Service \(service.name) selects \(Wording.count(pods.count, "pod")), and none is ready: nothing "
                + "answers there."
            : "Service \(service.name) has internalTrafficPolicy Local, and \(Wording.count(nodes.count, "node")) "
                + "\(nodes.count == 1 ? "has" : "have") no ready pod: clients there are cut off."
        return Finding(
            code: Self.code, severity: .warning, title: "Service \(service.name) has no ready endpoint",
            message: message, parameters: parameters, nodes: nodes.sorted(by: NaturalOrder.precedes),
            pods: pods.map(\.metadata.qualifiedName).sorted(),
            evidence: [
                Evidence(
                    kind: .computed, object: "Service \(service.metadata.qualifiedName)",
                    text: nodes.isEmpty
                        ? "\(pods.count) pods selected, 0 ready"
                        : "no ready pod on \(Wording.count(nodes.count, "node"))")
            ])
    }
}

extension ServiceHasNoReadyEndpointsRule {
    static var examples: [RuleExample] {
        [
            .firing("the only pod is not ready", with: ["service": "agent"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.service("agent", selector: ["app": "agent"])
            },
            .firing("callers look on their own node alone, and one has no ready pod", on: ["n2"]) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.daemonPod(on: "n1")
                cluster.service("agent", selector: ["app": "agent"]) { $0.isInternalTrafficLocal = true }
            },
            .firing("a headless Service leads to no ready pod either", with: ["isLocal": false]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.service("agent", selector: ["app": "agent"]) { $0.clusterIP = "None" }
            },
            .silent("the Service publishes pods that are not ready") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.service("agent", selector: ["app": "agent"]) { $0.publishesNotReadyAddresses = true }
            },
            .silent("the DaemonSet is to run nowhere") { cluster in
                cluster.node("n1")
                cluster.template { $0.nodeSelector = ["pool": "gone"] }
                cluster.service("agent", selector: ["app": "agent"])
            },
            .silent("one of two pods is ready") { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n2") { $0.becomeUnready() }
                cluster.service("agent", selector: ["app": "agent"])
            },
        ]
    }
}
