import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// Who has to leave the nodes; and, where the others have no room for them, how many nodes that takes.
struct MovesFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .texts("movingPods", .optional), .texts("movingNodes", .optional), .texts("nodesToCordon", .optional),
        .objects("moves", [.text("moveNode"), .texts("movePods")]),
        .objects("deletions", [.text("podNode"), .text("podNamespace"), .texts("podNames")]),
        .number("nodesToAdd", .optional), .text("nodeLike", .optional),
        .number("grownPoolSize", .optional), .texts("waitingPods", .optional),
    ]

    /// Others hold what the pod needs, and the scheduler tried preemption.
    let needs = [["holders", "preemption"]]

    /// On more nodes than this nobody moves pods by hand.
    private static let mostNodes = 100

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let positions = subject.positions
        guard let placement = subject.placementOnNodes else { return facts }
        guard positions.count <= Self.mostNodes else {
            facts.inVain.append("not simulated on \(positions.count) nodes")
            return facts
        }
        let found = MoveSearch(subject.simulator, for: placement).moves(from: positions)
        if !found.moves.isEmpty, found.unhelped.isEmpty {
            offer(found.moves, in: subject, &facts)
            return facts
        }
        guard found.hopeless.isEmpty else {
            if !found.moves.isEmpty { offer(found.moves, in: subject, &facts) }
            facts.inVain.append(
                "on \(found.hopeless.count) of \(positions.count) nodes there would be too little room even if all "
                    + "evictable pods left")
            return facts
        }
        let like = found.unhelped.first.map { subject.snapshot.nodes[$0].name } ?? ""
        let growth = GrowthSearch(subject.simulator, for: placement).leastCount(like: like, for: positions)
        if let growth, growth.moves.moves.count > found.moves.count {
            offer(growth.moves.moves, in: subject, &facts)
            facts.parameters["nodesToAdd"] = .number(WholeNumber(growth.count))
            facts.parameters["nodeLike"] = .text(like)
            let size = poolSize(like: like, in: subject)
            if size > 0 { facts.parameters["grownPoolSize"] = .number(WholeNumber(size + growth.count)) }
        } else if !found.moves.isEmpty {
            offer(found.moves, in: subject, &facts)
        } else {
            facts.inVain.append(
                "the pods that would have to leave fit nowhere else, "
                    + "not even on \(GrowthSearch.most) more nodes like \(like)")
        }
        return facts
    }

    /// How many nodes the pool of a node has; 0 where nothing tells its pool.
    private func poolSize(like name: String, in subject: FactSubject) -> Int {
        guard let manager = subject.index.node(named: name).flatMap(NodePoolManager.init) else { return 0 }
        return subject.snapshot.nodes.count { NodePoolManager(of: $0)?.pool == manager.pool }
    }

    private func offer(_ moves: [MoveSearch.Move], in subject: FactSubject, _ facts: inout SearchedFacts) {
        let snapshot = subject.snapshot
        facts.parameters["movingPods"] = .texts(moves.flatMap(\.pods).map { snapshot.pods[$0].metadata.qualifiedName })
        facts.parameters["moves"] = .list(
            moves.map { move in
                let pods = move.pods.map { snapshot.pods[$0] }
                return .object([
                    "moveNode": .text(snapshot.nodes[move.node].name),
                    "movePods": .texts(pods.map(\.metadata.qualifiedName)),
                ])
            })
        // kubectl deletes the pods of one namespace at a time.
        facts.parameters["deletions"] = .list(
            moves.flatMap { move -> [Parameters.Value] in
                let pods = move.pods.map { snapshot.pods[$0] }
                return Dictionary(grouping: pods, by: \.namespace).sorted { $0.key < $1.key }.map { namespace, pods in
                    .object([
                        "podNode": .text(snapshot.nodes[move.node].name), "podNamespace": .text(namespace),
                        "podNames": .texts(pods.map(\.name)),
                    ])
                }
            })
        let own = subject.placement?.pods.onNode ?? []
        facts.parameters["waitingPods"] = .texts(
            moves.flatMap { own.indices.contains($0.node) ? own[$0.node] : [] }.map { snapshot.pods[$0] }
                .filter { $0.nodeName.isEmpty && !$0.isTerminating }.map(\.name))
        facts.parameters["movingNodes"] = .texts(moves.map { snapshot.nodes[$0.node].name })
        // Whoever has cordoned a node wants it to stay so.
        facts.parameters["nodesToCordon"] = .texts(
            moves.map { snapshot.nodes[$0.node] }.filter { !$0.isUnschedulable }.map(\.name))
    }
}
