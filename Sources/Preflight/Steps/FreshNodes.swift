import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A node of each pool as an autoscaler would add it, first empty, then with the pods of all DaemonSets that want it.
struct FreshNodes {
    private let snapshot: Snapshot
    private let pools: [FreshPool]
    private let cluster: PlacementCluster
    private let firstPosition: Int

    /// How one DaemonSet stands on one machine.
    private struct Stand {
        var isEligible: Bool
        var failures: [FilterFailure]
    }

    /// A DaemonSet and its trial: one of those asked about by its index, or another of the snapshot.
    private struct Contender {
        var index: Int?
        var name: String
        var trial: TemplateTrial
    }

    /// A pod that found its place on a machine, and whose it is.
    private struct Place {
        var index: Int?
        var footprint: PodFootprint
    }

    /// A DaemonSet of the snapshot that found no place after those that came before it.
    private struct Loser {
        var contender: Contender
        var failures: [FilterFailure]
    }

    /// A machine with the pods of all DaemonSets.
    private struct Filling {
        var machine: FreshMachine
        var position: Int
        var places: [Place] = []
        var losers: [Loser] = []
        /// By the index of the DaemonSet.
        var stands: [Int: Stand] = [:]
        var requests = ResourceAmounts()
        /// Whether every DaemonSet that wants a pod there has room for it.
        var hasRoomForAll = true
    }

    /// - Parameter cluster: the cluster with the manifest's DaemonSets.
    init(_ cluster: PlacementCluster) {
        snapshot = cluster.snapshot
        pools = FreshPools(snapshot).pools()
        firstPosition = cluster.nodeCount
        var edit = ClusterEdit()
        edit.addedNodes = pools.flatMap { ($0.machines + $0.unsized).map(\.node) }
        self.cluster = edit.isEmpty ? cluster : PlacementCluster(cluster, applying: edit)
    }

    /// How each of these DaemonSets stands on a fresh node of each pool, beside all DaemonSets of the snapshot. The pods of
    /// those at the indices `refused` are not created.
    func forecasts(for daemonSets: [DaemonSet], refused: Set<Int>) -> [[PoolForecast]] {
        guard !pools.isEmpty else { return daemonSets.map { _ in [] } }
        let names = Set(daemonSets.map(\.metadata.qualifiedName))
        let own = daemonSets.map { TemplateTrial($0, in: cluster) }
        let others = snapshot.daemonSets.filter { !names.contains($0.metadata.qualifiedName) }
            .map { Contender(index: nil, name: $0.metadata.qualifiedName, trial: TemplateTrial($0, in: cluster)) }
        // The scheduler takes the more important pods first.
        let order =
            (zip(daemonSets, own).enumerated().map { offset, pair in
                Contender(index: offset, name: pair.0.metadata.qualifiedName, trial: pair.1)
            }
            + others)
            .enumerated().sorted {
                let (left, right) = ($0.element.trial.priority, $1.element.trial.priority)
                return left == right ? $0.offset < $1.offset : left > right
            }.map(\.element)
        var forecasts: [[PoolForecast]] = daemonSets.map { _ in [] }
        var position = firstPosition
        for pool in pools {
            var fillings: [Filling] = []
            for machine in pool.machines + pool.unsized {
                fillings.append(fill(machine, at: position, in: order, refused: refused))
                position += 1
            }
            for index in daemonSets.indices {
                guard let forecast = forecast(of: index, pool, fillings, own[index]) else { continue }
                forecasts[index].append(forecast)
            }
        }
        return forecasts
    }

    private func fill(
        _ machine: FreshMachine, at position: Int, in order: [Contender], refused: Set<Int>
    ) -> Filling {
        var filling = Filling(machine: machine, position: position)
        var usage = cluster.usage[position]
        for contender in order {
            let (index, trial) = (contender.index, contender.trial)
            let verdict = trial.verdict(at: position, replacing: [], usage: usage)
            if let index {
                filling.stands[index] = Stand(isEligible: verdict.shouldRun, failures: verdict.failures)
            }
            if index.map(refused.contains) ?? false { continue }
            if verdict.fits {
                filling.places.append(Place(index: index, footprint: trial.footprint))
                usage.reserve(trial.footprint)
                filling.requests.add(trial.footprint.requests)
            } else if verdict.shouldRun {
                filling.hasRoomForAll = false
                guard index == nil else { continue }
                filling.losers.append(Loser(contender: contender, failures: verdict.failures))
            }
        }
        return filling
    }

    /// The DaemonSets of the snapshot that have a place on such a machine without the pod of the one at `index`, beside all
    /// that do have one, and none with it.
    private func displaced(by index: Int, on filling: Filling) -> [PoolForecast.Displaced] {
        guard !filling.losers.isEmpty, filling.places.contains(where: { $0.index == index }) else { return [] }
        var usage = cluster.usage[filling.position]
        for place in filling.places where place.index != index { usage.reserve(place.footprint) }
        return filling.losers.compactMap { loser in
            let alone = loser.contender.trial.verdict(at: filling.position, replacing: [], usage: usage)
            return alone.fits
                ? PoolForecast.Displaced(daemonSet: loser.contender.name, failures: loser.failures) : nil
        }
    }

    /// Nil for a pool without any machine.
    private func forecast(
        of index: Int, _ pool: FreshPool, _ fillings: [Filling], _ trial: TemplateTrial
    ) -> PoolForecast? {
        func isEligible(_ filling: Filling) -> Bool { filling.stands[index]?.isEligible ?? false }
        let own = fillings.filter(\.machine.isOwn)
        // What the pool has now tells best what comes.
        let likely = own.isEmpty ? fillings : own
        guard let filling = likely.first(where: isEligible) ?? fillings.first(where: isEligible) ?? likely.first,
            let stand = filling.stands[index]
        else { return nil }
        var forecast = PoolForecast(
            pool: pool.name, isNodePool: pool.isNodePool, nodeCount: pool.nodeCount, comingCount: pool.comingCount,
            machine: pool.machines.isEmpty ? nil : filling.machine, isEligible: stand.isEligible,
            failures: stand.failures, requests: trial.footprint.requests, allRequests: filling.requests,
            startupTaints: pool.startupTaints.filter { taint in
                taint.excludesPods && !trial.template.eligibilitySpec.tolerations.contains { $0.tolerates(taint) }
            }, smallest: nil, left: ResourceAmounts(), typeCount: Set(pool.machines.map(\.type)).count)
        forecast.untriedCount = pool.untriedCount
        func hasRoom(_ filling: Filling) -> Bool {
            filling.hasRoomForAll && filling.stands[index]?.failures.isEmpty ?? false
        }
        if !pool.machines.isEmpty, stand.isEligible { forecast.displaced = displaced(by: index, on: filling) }
        if let roomy = fillings.first(where: { isEligible($0) && hasRoom($0) }), !pool.machines.isEmpty {
            forecast.smallest = roomy.machine
            forecast.left = ResourceAmounts(roomy.machine.node.allocatable)
            forecast.left.add(roomy.requests, sign: -1)
        }
        return forecast
    }
}
