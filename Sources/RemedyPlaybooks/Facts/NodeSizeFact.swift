import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// The size that nodes need for the pod to fit, by pool.
struct NodeSizeFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("neededAllocatable", .optional), .text("neededAlone", .optional),
        .text("allocatableRange", .optional), .text("freeRange", .optional),
        .objects("rivals", [.text("workload"), .number("pods")]),
        .objects("pools", [.text("pool", .optional), .texts("poolNodes"), .number("count"), .text("needed")]),
        .text("requirementKey", .optional), .text("requirementValue", .optional),
    ]

    /// A resource that is short, or the number of pods.
    let needs = [["resource", "requested"], ["podsOnNode"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard let placement = subject.placementOnNodes else { return facts }
        let finding = subject.finding.parameters
        let resource = finding["podsOnNode"] == nil ? finding.text("resource") ?? "" : ResourceName.pods
        let snapshot = subject.snapshot
        let search = NodeSizeSearch(subject.simulator, for: placement)
        let needs = search.needs(of: resource, at: subject.positions)
        let alone = needs.map(\.alone).max() ?? 0
        let step = Self.step(of: resource, near: alone)
        let pools = Dictionary(grouping: needs) { NodePool.name(of: snapshot.nodes[$0.position]) ?? "" }
            .sorted { $0.key < $1.key }
            .map { (name: $0.key, needs: $0.value, size: search.size(for: $0.value, step: step)) }
        guard let greatest = pools.max(by: { $0.size.amount < $1.size.amount }) else { return facts }
        guard ResourceAmounts.quantity(greatest.size.amount, of: resource).isPlausible(of: resource) else {
            facts.parameters["neededAllocatable"] = .absent
            facts.inVain.append("no machine has as much \(resource) as the pod needs")
            return facts
        }
        facts.parameters["neededAllocatable"] = Self.amount(greatest.size.amount, of: resource)
        let rounded = alone.roundedUp(to: step)
        if rounded < greatest.size.amount { facts.parameters["neededAlone"] = Self.amount(rounded, of: resource) }
        if let low = finding.text("allocatableMin"), let high = finding.text("allocatableMax") {
            facts.parameters["allocatableRange"] = .text(Wording.range(low, high))
        }
        if let low = finding.text("freeMin"), let high = finding.text("freeMax") {
            facts.parameters["freeRange"] = .text(Wording.range(low, high))
        }
        requirement(resource, of: greatest.size.amount, for: subject, &facts)
        let rivals = greatest.size.rivals.map { Workload.name(of: snapshot.pods[$0]) }
        facts.parameters["rivals"] = .list(
            Dictionary(grouping: rivals, by: \.self).sorted { $0.key < $1.key }.map {
                .object(["workload": .text($0.key), "pods": .number(WholeNumber($0.value.count))])
            })
        facts.parameters["pools"] = .list(
            pools.map { pool in
                var entry: Parameters = [
                    "poolNodes": .texts(pool.needs.map { snapshot.nodes[$0.position].name }),
                    "count": .number(WholeNumber(pool.needs.count)),
                    "needed": Self.amount(pool.size.amount, of: resource),
                ]
                if !pool.name.isEmpty { entry["pool"] = .text(pool.name) }
                return .object(entry)
            })
        return facts
    }

    /// The requirement of a Karpenter NodePool: `karpenter.k8s.aws/instance-memory` greater than so many MiB.
    /// A machine has what its node offers, and what the kubelet keeps back.
    private func requirement(
        _ resource: String, of amount: WholeNumber, for subject: FactSubject, _ facts: inout SearchedFacts
    ) {
        let nodes = subject.positions.map { subject.snapshot.nodes[$0] }
        let kept = nodes.compactMap { node -> Quantity? in
            guard let all = node.capacity[resource], let offered = node.allocatable[resource] else { return nil }
            return all - offered
        }.max()
        guard let first = nodes.first, nodes.allSatisfy({ NodePoolManager(of: $0)?.kind == .karpenter }), let kept
        else {
            return
        }
        let machine = ResourceAmounts.quantity(amount, of: resource) + kept
        let isAzure = first.providerID.hasPrefix("azure://")
        guard isAzure || first.providerID.hasPrefix("aws://") else { return }
        let least: WholeNumber
        switch resource {
        case ResourceName.cpu: least = machine.units
        case ResourceName.memory: least = (machine.units - 1) / (isAzure ? .gibibyte : .mebibyte) + 1
        default: return
        }
        let key = (isAzure ? "karpenter.azure.com/sku-" : "karpenter.k8s.aws/instance-") + resource
        facts.parameters["requirementKey"] = .text(key)
        facts.parameters["requirementValue"] = .text(String(max(0, least - 1)))
    }

    private static func amount(_ units: WholeNumber, of resource: String) -> Parameters.Value {
        .quantity(ResourceAmounts.quantity(units, of: resource), .manifest)
    }

    /// The steps in which machines come: a gibibyte, or 256 mebibytes of small ones; half a core.
    private static func step(of resource: String, near amount: WholeNumber) -> WholeNumber {
        if resource == ResourceName.cpu { return 500 }
        guard ResourceName.isMeasuredInBytes(resource) else { return 1 }
        return amount >= .gibibyte * 2 ? .gibibyte : .mebibyte * 256
    }
}
