import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// The numbers that were searched for on the snapshot, by the names that playbooks know.
///
/// They stand beside a finding's own parameters, and take the place of those of the same name.
struct SearchedParameters {
    private let simulator: Simulator
    private let placement: DaemonSetPlacement
    private let finding: Finding
    private let positions: [Int]
    private(set) var parameters = Parameters()
    /// What was looked for and cannot be had, a line each with the numbers.
    private(set) var inVain: [String] = []

    /// On more nodes than this nobody moves pods by hand.
    private static let mostNodesToMoveFrom = 100
    /// The share of nodes that is enough where a few are much fuller than the others.
    private static let mostNodes = 0.95
    /// How much smaller a request may be made, as a part of what it is: less is not meant to be that container.
    private static let leastShare: Int128 = 10

    /// Searches for what helps against a finding.
    init(for finding: Finding, simulator: Simulator, placement: DaemonSetPlacement) {
        self.simulator = simulator
        self.placement = placement
        self.finding = finding
        positions = finding.nodes.compactMap { simulator.engine.index.nodeByName[$0] }
        run()
    }

    private var snapshot: Snapshot { simulator.engine.snapshot }

    private mutating func run() {
        guard !positions.isEmpty else { return }
        switch finding.code {
        case .insufficientResource:
            searchRequest()
            searchNodeSize(finding.parameters.text("resource") ?? "")
            searchPriority()
            searchMoves()
        case .requestExceedsNode:
            searchRequest()
            searchNodeSize(finding.parameters.text("resource") ?? "")
        case .nodePodLimitReached:
            searchNodeSize(ResourceName.pods)
            searchPriority()
            searchMoves()
        case .hostPortConflict:
            searchPriority()
            searchMoves()
        case .volumeClaimMissing, .volumeNodeConflict, .volumeClaimUnbound: nameClaimVolume()
        default:
            let growth = GrowthParameters(for: finding, simulator: simulator, placement: placement)
            parameters = growth.parameters
            inVain = growth.inVain
        }
    }

    /// The request with which the pod fits on all of the nodes, and on nearly all.
    private mutating func searchRequest() {
        guard let container = finding.parameters.text("container"), let resource = finding.parameters.text("resource")
        else { return }
        let search = RequestSearch(simulator, for: placement)
        let own = placement.template.testedPod.spec.allContainers.first { $0.name == container }?
            .resources.requests[resource]
        if let own { parameters["containerRequest"] = .text(Self.exact(own)) }
        func offer(_ quantity: Quantity?, as name: String, _ nodes: String) -> Quantity? {
            parameters[name] = .list([])
            guard let own else { return nil }
            guard let quantity, quantity < own else {
                inVain.append("lower-request: no \(resource) request of \(container) fits on \(nodes)")
                return nil
            }
            let text = Self.exact(quantity)
            guard quantity.nanoUnits * Self.leastShare >= own.nanoUnits else {
                let percent = quantity.nanoUnits * 100 / max(1, own.nanoUnits)
                inVain.append(
                    "lower-request: the greatest \(resource) request of \(container) that fits on \(nodes) is "
                        + "\(text), \(percent) % of the \(Self.exact(own)) it asks for")
                return nil
            }
            parameters[name] = .text(text)
            return quantity
        }
        // Nodes that the pod serves now have to go on serving it: a smaller request fits there anyhow.
        let all = offer(
            search.greatestRequest(of: container, resource: resource, at: positions), as: "suggestedContainerRequest",
            positions.count == 1 ? "the node" : "all \(positions.count) nodes")
        guard positions.count >= 20 else { return }
        let most = search.greatestRequest(
            of: container, resource: resource, at: positions, share: Self.mostNodes)
        if let most, most > all ?? .zero { _ = offer(most, as: "requestForMostNodes", "95 % of the nodes") }
    }

    /// An amount as it is written in a manifest, none of it rounded away.
    private static func exact(_ quantity: Quantity) -> String {
        let gibibyte = Quantity(units: 1_073_741_824).nanoUnits
        if quantity.format == .binarySI, quantity.nanoUnits % gibibyte != 0,
            quantity.nanoUnits % (gibibyte / 1_024) == 0
        {
            return "\(quantity.nanoUnits / (gibibyte / 1_024))Mi"
        }
        return quantity.description
    }

    /// What the nodes have to offer, by pool.
    private mutating func searchNodeSize(_ resource: String) {
        let search = NodeSizeSearch(simulator, for: placement)
        let needs = search.needs(of: resource, at: positions)
        let step = Self.step(of: resource, near: needs.map(\.alone).max() ?? 0)
        let pools = Dictionary(grouping: needs) { NodePool.name(of: snapshot.nodes[$0.position]) ?? "" }
            .sorted { $0.key < $1.key }
            .map { (name: $0.key, needs: $0.value, size: search.size(for: $0.value, step: step)) }
        guard let greatest = pools.max(by: { $0.size.amount < $1.size.amount }) else { return }
        parameters["neededAllocatable"] = .text(amount(greatest.size.amount, of: resource))
        let alone = ((needs.map(\.alone).max() ?? 0) &+ step &- 1) / step &* step
        if alone < greatest.size.amount { parameters["neededAlone"] = .text(amount(alone, of: resource)) }
        if let low = finding.parameters.text("allocatableMin"), let high = finding.parameters.text("allocatableMax") {
            parameters["allocatableRange"] = .text(Wording.range(low, high))
        }
        if let low = finding.parameters.text("freeMin"), let high = finding.parameters.text("freeMax") {
            parameters["freeRange"] = .text(Wording.range(low, high))
        }
        let rivals = greatest.size.rivals.map { Workload.name(of: snapshot.pods[$0]) }
        parameters["rivals"] = .list(
            Dictionary(grouping: rivals, by: \.self).sorted { $0.key < $1.key }.map {
                .object(["workload": .text($0.key), "pods": .number(Int64($0.value.count))])
            })
        parameters["pools"] = .list(
            pools.map { pool in
                var entry: Parameters = [
                    "poolNodes": .texts(pool.needs.map { snapshot.nodes[$0.position].name }),
                    "count": .number(Int64(pool.needs.count)), "needed": .text(amount(pool.size.amount, of: resource)),
                ]
                if !pool.name.isEmpty { entry["pool"] = .text(pool.name) }
                return .object(entry)
            })
    }

    /// An amount as people write it.
    private func amount(_ units: Int64, of resource: String) -> String {
        Self.exact(ResourceAmounts.quantity(units, of: resource))
    }

    /// The steps in which machines come: a gibibyte, or 256 mebibytes of small ones; half a core.
    private static func step(of resource: String, near amount: Int64) -> Int64 {
        if resource == ResourceName.cpu { return 500 }
        guard ResourceName.isMeasuredInBytes(resource) else { return 1 }
        return amount >= 2 << 30 ? 1 << 30 : 256 << 20
    }

    private mutating func searchPriority() {
        guard finding.parameters.text("preemption") != "never" else {
            parameters["suggestedPriorityClass"] = .list([])
            inVain.append(
                "raise-priority: the pod's preemptionPolicy is Never, so it waits for room whatever its priority")
            return
        }
        guard let name = PrioritySearch(simulator, for: placement).leastClass(at: positions) else {
            parameters["suggestedPriorityClass"] = .list([])
            let reason =
                placement.daemonSet.template.spec.neverPreempts
                ? "the template's preemptionPolicy is Never, so its pods wait for room whatever their priority"
                : placement.template.testedPod.neverPreempts
                    ? "the priority class has preemptionPolicy Never, and no class that preempts makes room"
                    : "no priority class makes room on any of these nodes"
            inVain.append("raise-priority: \(reason)")
            return
        }
        parameters["suggestedPriorityClass"] = .text(name)
        let value = simulator.engine.index.priorityClass(named: name)?.value ?? PriorityClass.builtIn[name]
        parameters["suggestedPriority"] = value.map { .number(Int64($0)) }
        parameters["isSystemPriority"] = .truth(name.hasPrefix("system-"))
    }

    /// Who has to leave the nodes; and, where the others have no room for them, how many nodes that takes.
    private mutating func searchMoves() {
        guard positions.count <= Self.mostNodesToMoveFrom else {
            inVain.append("move-pods-away: not tried on \(positions.count) nodes")
            return
        }
        let found = MoveSearch(simulator, for: placement).moves(from: positions)
        if !found.moves.isEmpty, found.unhelped.isEmpty {
            offer(found.moves)
            return
        }
        guard found.hopeless.isEmpty else {
            if !found.moves.isEmpty { offer(found.moves) }
            inVain.append(
                "move-pods-away: on \(found.hopeless.count) of \(positions.count) nodes too little room would come free, "
                    + "though all left that can run elsewhere and may be evicted")
            return
        }
        let like = found.unhelped.first.map { snapshot.nodes[$0].name } ?? ""
        let growth = GrowthSearch(simulator, for: placement).leastCount(like: like, for: positions)
        if let growth, growth.moves.moves.count > found.moves.count {
            offer(growth.moves.moves)
            parameters["nodesToAdd"] = .number(Int64(growth.count))
            parameters["nodeLike"] = .text(like)
        } else if !found.moves.isEmpty {
            offer(found.moves)
        } else {
            inVain.append(
                "move-pods-away: what would have to leave has no room elsewhere, "
                    + "nor on up to \(GrowthSearch.most) more nodes like \(like)")
        }
    }

    private mutating func offer(_ moves: [MoveSearch.Move]) {
        parameters["movingPods"] = .texts(
            moves.flatMap(\.pods).map { snapshot.pods[$0].metadata.qualifiedName })
        parameters["moves"] = .list(
            moves.map { move in
                let pods = move.pods.map { snapshot.pods[$0] }
                return .object([
                    "moveNode": .text(snapshot.nodes[move.node].name),
                    "movePods": .texts(pods.map(\.metadata.qualifiedName)),
                ])
            })
        // kubectl deletes the pods of one namespace at a time.
        parameters["deletions"] = .list(
            moves.flatMap { move -> [Parameters.Value] in
                let pods = move.pods.map { snapshot.pods[$0] }
                return Dictionary(grouping: pods, by: \.namespace).sorted { $0.key < $1.key }.map { namespace, pods in
                    .object([
                        "podNode": .text(snapshot.nodes[move.node].name), "podNamespace": .text(namespace),
                        "podNames": .texts(pods.map(\.name)),
                    ])
                }
            })
        parameters["movingNodes"] = .texts(moves.map { snapshot.nodes[$0.node].name })
    }

    /// The template's name for the volume that stands on the claim.
    private mutating func nameClaimVolume() {
        guard let claim = finding.parameters.text("claim") else { return }
        let name = claim.split(separator: "/").last.map(String.init) ?? claim
        let volume = placement.daemonSet.template.spec.volumes.first {
            $0.source == .persistentVolumeClaim(name: name)
        }
        if let volume {
            parameters["claimVolume"] = .text(volume.name)
            parameters["claimName"] = .text(name)
        }
    }
}
