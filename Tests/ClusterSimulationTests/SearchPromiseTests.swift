import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import PlacementCases
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

@Suite("What searches find keeps its promise")
struct SearchPromiseTests {
    @Test("On random clusters the nodes that a search promises are served", .takes(atMostMinutes: 5))
    func casesKeepPromises() throws {
        var kept: [String: Int] = [:]
        for placementCase in try PlacementCaseFile.cases(at: PlacementCaseFile.shipped) {
            var snapshot = try SnapshotReader.read(bytes: placementCase.list, name: placementCase.id)
            snapshot.adoptPods()
            snapshot.priorityClasses += [priorityClass("mid", 5_000), priorityClass("high", 500_000)]
            let promises = SearchPromises(snapshot, of: snapshot.daemonSets[0], name: placementCase.id)
            for (search, count) in try promises.check() { kept[search, default: 0] += count }
        }
        #expect(Set(kept.keys) == ["growth", "moves", "priority", "request", "size"], "\(kept)")
    }

    @Test("On crowded clusters with budgets, ranks and rules too", .takes(atMostMinutes: 5), arguments: [1, 2, 3])
    func crowdedClustersKeepPromises(seed: UInt64) throws {
        var kept: [String: Int] = [:]
        for number in 0..<20 {
            var random = SeededRandom(seed &* 1_000 &+ UInt64(number))
            let snapshot = CrowdedCluster.snapshot(using: &random)
            let name = "seed \(seed), number \(number)"
            let promises = SearchPromises(snapshot, of: snapshot.daemonSets[0], name: name)
            for (search, count) in try promises.check() { kept[search, default: 0] += count }
        }
        #expect(Set(kept.keys) == ["growth", "moves", "priority", "request", "size"], "\(kept)")
    }

    @Test("On clusters that run the nodes that a search promises are served", arguments: ShippedSnapshot.allCases)
    func shippedSnapshotsKeepPromises(sample: ShippedSnapshot) throws {
        let snapshot = try SnapshotReader.read(path: sample.path)
        for daemonSet in snapshot.daemonSets {
            _ = try SearchPromises(snapshot, of: daemonSet, name: "\(sample)").check()
        }
    }
}

/// Everything that can be searched for about one DaemonSet, tried by the simulator.
struct SearchPromises {
    private let snapshot: Snapshot
    private let simulator: Simulator
    private let placement: DaemonSetPlacement
    private let name: String

    init(_ snapshot: Snapshot, of daemonSet: DaemonSet, name: String) {
        self.snapshot = snapshot
        self.name = "\(daemonSet.metadata.qualifiedName) in \(name)"
        simulator = Simulator(PlacementEngine(ClusterIndex(snapshot)))
        placement = simulator.engine.placement(of: daemonSet)
    }

    /// Says what breaks its promise; gives how many promises each search made.
    func check() throws -> [String: Int] {
        let standings = simulator.standings(placement)
        let blocked = standings.indices.filter { position in
            if case .blocked = standings[position] { return true }
            return false
        }
        if blocked.isEmpty { return [:] }
        var made: [String: Int] = [:]
        made["priority"] = try checkPriority(blocked)
        made["moves"] = try checkMoves(blocked)
        made["growth"] = try checkGrowth(blocked)
        // Those that lack one resource and nothing else.
        let short = Dictionary(grouping: blocked.filter { lacking(at: $0) != nil }) { lacking(at: $0) ?? "" }
        for (resource, positions) in short.sorted(by: { $0.key < $1.key }) {
            made["request", default: 0] += try checkRequest(resource, positions)
            made["size", default: 0] += try checkSize(resource, positions)
        }
        return made.filter { $0.value > 0 }
    }

    private func lacking(at position: Int) -> String? {
        let failures = placement.verdicts[position].failures
        guard failures.count == 1, failures[0].reasons.count == 1,
            case .insufficient(let resource, _, _, _) = failures[0].reasons[0]
        else { return nil }
        return resource
    }

    private func outcome(_ changes: [Change]) throws -> SimulationOutcome {
        try simulator.outcome(of: changes, for: placement)
    }

    private func expectPlaces(at positions: [Int], after changes: [Change], _ search: String) throws {
        let nodes = try outcome(changes).nodes
        for position in positions where !nodes[position].after.hasPlace {
            // Who waits for the same room is not what a request or a class is about.
            if case .contested = nodes[position].after, search != "size", search != "moves" { continue }
            Issue.record("\(search) for \(name): \(nodes[position].name) \(nodes[position].after), \(changes)")
        }
    }

    private func checkPriority(_ positions: [Int]) throws -> Int {
        guard let found = PrioritySearch(simulator, for: placement).leastClass(at: positions) else { return 0 }
        let served = try outcome([.setPriorityClass(found)]).nodes.filter {
            positions.contains($0.position) && $0.after.hasPlace
        }
        if served.isEmpty { Issue.record("priority for \(name): \(found) serves nobody") }
        return served.count
    }

    private func checkMoves(_ positions: [Int]) throws -> Int {
        let found = MoveSearch(simulator, for: placement).moves(from: positions)
        try check(found, after: [], "moves")
        return found.moves.count
    }

    private func checkGrowth(_ positions: [Int]) throws -> Int {
        let like = snapshot.nodes[positions[0]].name
        let search = GrowthSearch(simulator, for: placement)
        guard let found = search.leastCount(like: like, for: positions) else { return 0 }
        try check(found.moves, after: [.addNodes(like: like, count: found.count)], "growth")
        return found.moves.moves.count
    }

    private func check(_ result: MoveSearch.Result, after changes: [Change], _ search: String) throws {
        if result.moves.isEmpty { return }
        let pods = result.moves.flatMap(\.pods)
        let evict = Change.evict(pods: pods.map { snapshot.pods[$0].metadata.qualifiedName })
        try expectPlaces(at: result.moves.map(\.node), after: changes + [evict], search)
        // On other nodes the scheduler is about to put pods off anyhow.
        for eviction in try outcome(changes + [evict]).evictions where !eviction.isPreemption {
            let pod = snapshot.pods[eviction.position]
            if case .moves = eviction.fate {
            } else {
                Issue.record("\(search) for \(name): \(eviction.pod) on \(eviction.node) \(eviction.fate)")
            }
            if eviction.violatesBudget != nil { Issue.record("\(search) for \(name): \(eviction.pod) breaks a budget") }
            if pod.isMirror || (pod.metadata.controller?.kind ?? DaemonSet.kind) == DaemonSet.kind {
                Issue.record("\(search) for \(name): \(eviction.pod) is not to be moved")
            }
        }
    }

    private func checkRequest(_ resource: String, _ positions: [Int]) throws -> Int {
        let search = RequestSearch(simulator, for: placement)
        var made = 0
        for container in placement.daemonSet.template.spec.allContainers {
            guard
                let found = search.greatestRequest(of: container.name, resource: resource, at: positions)
            else { continue }
            var changes = [Change.setRequest(container: container.name, resource: resource, quantity: found)]
            if ResourceAmounts.isScalar(resource) {
                changes.append(.setLimit(container: container.name, resource: resource, quantity: found))
            }
            try expectPlaces(at: positions, after: changes, "request")
            made += positions.count
        }
        return made
    }

    private func checkSize(_ resource: String, _ positions: [Int]) throws -> Int {
        let search = NodeSizeSearch(simulator, for: placement)
        let size = search.size(for: search.needs(of: resource, at: positions))
        func changes(_ amount: WholeNumber) -> [Change] {
            let quantity = ResourceAmounts.quantity(amount, of: resource)
            return [
                .setAllocatable(
                    nodes: positions.map { snapshot.nodes[$0].name }, resource: resource, quantity: quantity)
            ]
        }
        // Where no size at all would do, somebody else takes another resource first.
        let boundless = try outcome(changes(size.amount * 100)).nodes
        try expectPlaces(
            at: positions.filter { boundless[$0].after == .placed }, after: changes(size.amount), "size")
        let less = try outcome(changes(size.amount - 1)).nodes
        if size.rivals.isEmpty, positions.allSatisfy({ less[$0].after == .placed }) {
            Issue.record("size for \(name): \(size.amount) of \(resource) is more than needed")
        }
        return positions.count
    }
}

extension Snapshot {
    /// Gives an owner to pods that nobody made: then somebody makes them again.
    fileprivate mutating func adoptPods() {
        for position in pods.indices where pods[position].metadata.ownerReferences.isEmpty {
            let workload = "workload-\(position % 3)"
            pods[position].metadata.ownerReferences = [
                OwnerReference(kind: "ReplicaSet", name: workload, uid: workload, isController: true)
            ]
        }
    }
}
