import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

extension PlannedCluster {
    /// Makes a step.
    ///
    /// - Parameter foretold: what it would do.
    /// - Returns: what of that holds wherever earlier steps' moved pods are, and the cluster after it.
    func made(_ foretold: StepEffect) -> (effect: StepEffect, cluster: PlannedCluster) {
        var effect = foretold
        let replaces = effect.trial.changes.contains(where: \.replacesPods)
        let settled = SettledSnapshot(
            effect.outcome, ofDaemonSetAt: effect.daemonSet, replacesPods: replaces, in: engine, number: number + 1)
        let next = Simulator(settled.engine(after: engine))
        leaveOutUncertain(&effect, on: next.engine.cluster)
        var relocated = relocated
        relocated.add(effect.outcome, in: next.engine.cluster)
        var diagnoses = diagnoses
        var isAvailable = isAvailable
        if settled.snapshot.nodes.count > snapshot.nodes.count {
            for position in isAvailable.indices {
                isAvailable[position] += Array(
                    repeating: false, count: settled.snapshot.nodes.count - isAvailable[position].count)
            }
        }
        isAvailable[effect.daemonSet] = effect.available
        diagnoses[effect.daemonSet]?.settle(effect, newPods: settled.newPods)
        for (other, change) in effect.others {
            for node in change.gained { isAvailable[other][node] = true }
            for node in change.lost { isAvailable[other][node] = false }
            diagnoses[other]?.settle(change, nodeNames: settled.snapshot.nodes.map(\.name))
        }
        var changedPods = changedPods
        let settlement = effect.outcome.settlement
        changedPods.formUnion(settlement.removedPods.map { snapshot.pods[$0].name })
        changedPods.formUnion(settlement.placedPods.map { snapshot.pods[$0.pod].name })
        changedPods.formUnion(effect.outcome.evictions.map { snapshot.pods[$0.position].name })
        changedPods.formUnion(settled.snapshot.pods.dropFirst(snapshot.pods.count).map(\.name))
        changedPods.formUnion(podsThatMayGo(by: effect))
        let cluster = PlannedCluster(
            next, number: number + 1, diagnoses: diagnoses, isAvailable: isAvailable, changedPods: changedPods,
            relocated: relocated)
        return (effect, cluster)
    }

    /// Leaves out the pods whose room those that were moved before may have taken.
    private func leaveOutUncertain(_ effect: inout StepEffect, on settled: PlacementCluster) {
        if relocated.isEmpty { return }
        let gained = effect.gained(over: isAvailable[effect.daemonSet])
        let crowded = Set(gained + effect.others.values.flatMap(\.gained))
            .filter { relocated.mayCrowd($0, usage: settled.usage[$0]) }
        if crowded.isEmpty { return }
        effect.uncertain = gained.filter(crowded.contains)
        for node in effect.uncertain { effect.available[node] = false }
        effect.gain -= effect.uncertain.count
        for other in effect.others.keys {
            effect.gain -= effect.others[other]?.gained.count(where: crowded.contains) ?? 0
            effect.others[other]?.gained.removeAll(where: crowded.contains)
        }
    }

    /// Names of pods that may go in another's stead: of several alike that started in the same second nobody knows which the
    /// scheduler evicts, and a pod that waits for a node on which one is replaced may get in meanwhile, and is evicted for
    /// the new one.
    private func podsThatMayGo(by effect: StepEffect) -> [String] {
        var names: [String] = []
        for eviction in effect.outcome.evictions where eviction.isPreemption {
            let owner = snapshot.pods[eviction.position].metadata.controller?.uid
            guard let owner, let node = engine.index.nodeByName[eviction.node] else { continue }
            names += engine.index.podsByNode[node].map { snapshot.pods[$0] }
                .filter { $0.metadata.controller?.uid == owner }.map(\.name)
        }
        let replaced = Set(effect.outcome.settlement.removedPods.map { snapshot.pods[$0].targetNodeName })
        if replaced.isEmpty { return names }
        return names
            + snapshot.pods.lazy.filter {
                $0.nodeName.isEmpty && !$0.isTerminal && replaced.contains($0.targetNodeName)
            }
            .map(\.name)
    }
}

extension DaemonSetDiagnosis {
    /// Takes in what a step of its own does.
    fileprivate mutating func settle(_ effect: StepEffect, newPods: [Int: String]) {
        var places: [String: Int] = [:]
        for (place, node) in nodes.enumerated() { places[node.node] = place }
        for node in effect.outcome.nodes {
            guard let place = places[node.name] else {
                nodes.append(
                    NodeAssessment(
                        node: node.name, state: effect.available[node.position] ? .available : .pending,
                        pod: newPods[node.position], shouldRun: node.after.isEligible,
                        shouldContinueRunning: node.after.isEligible))
                continue
            }
            nodes[place].settle(node, isAvailable: effect.available[node.position], pod: newPods[node.position])
        }
        placement = nil
    }

    /// Takes in what a step for another DaemonSet does.
    fileprivate mutating func settle(_ change: StepEffect.OtherChange, nodeNames: [String]) {
        let gained = Set(change.gained.map { nodeNames[$0] })
        let lost = Set(change.lost.map { nodeNames[$0] })
        for place in nodes.indices {
            if gained.contains(nodes[place].node) {
                nodes[place].state = .available
                nodes[place].shouldRun = true
                nodes[place].cause = nil
            } else if lost.contains(nodes[place].node) {
                nodes[place].state = .pending
            }
        }
        placement = nil
    }
}

extension NodeAssessment {
    fileprivate mutating func settle(_ outcome: SimulationOutcome.NodeOutcome, isAvailable: Bool, pod newPod: String?) {
        if !outcome.before.isEligible, !outcome.after.isEligible { return }
        shouldRun = outcome.after.isEligible
        shouldContinueRunning = shouldContinueRunning || shouldRun
        if let newPod { pod = newPod }
        if !shouldRun {
            (state, cause, pod) = (.ineligible, nil, nil)
        } else if isAvailable {
            if !state.isAvailable || newPod != nil { state = .available }
            cause = nil
        } else if !outcome.after.hasPlace {
            state = .pending
        } else if outcome.isExpectedToFail {
            state = .failing
        }
    }
}
