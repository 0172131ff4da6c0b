import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks

/// A search under way.
struct PlanRun {
    let search: PlanSearch
    let options: PlanOptions
    /// By position in the snapshot.
    let daemonSets: [(position: Int, advised: AdvisedDaemonSet)]
    let start: PlannedCluster
    var path = PlanPath()
    var cluster: PlannedCluster
    var candidates: PlanCandidates
    var open: [PlanCandidate] = []
    /// Those that brought nothing, or are ruled out, by the reason.
    private var closed: [PlanCandidate] = []
    private var advisedAfter: [Int: Int] = [:]
    /// DaemonSets of a large cluster whose remedies are to be searched anew once nothing brings more than that may, with
    /// the pods that they lack.
    private var unadvised: [Int: Int] = [:]
    var unused: [UnusedRemedy] = []
    /// The verdicts asked for so far, by all tries.
    var work = 0
    private(set) var isCutShort = false

    /// How many DaemonSets' remedies have been searched anew since the last step.
    private var searchesInVain = 0
    /// The most of them on a large cluster.
    private static let mostInVain = 3

    /// How many verdicts on nodes a search may ask for: four seconds' worth, at some 8 µs with all that belongs to one.
    static let mostWork = 500_000

    init(_ search: PlanSearch, _ advised: [AdvisedDaemonSet]) {
        self.search = search
        options = search.options
        start = PlannedCluster(search.advisor.trials, diagnosis: search.diagnosis)
        cluster = start
        candidates = PlanCandidates(search.diagnosis.causes, options: search.options)
        let index = search.advisor.trials.engine.index
        daemonSets = advised.compactMap { daemonSet in
            let key = ClusterIndex.ObjectKey(
                kind: DaemonSet.kind, namespace: daemonSet.diagnosis.namespace, name: daemonSet.diagnosis.name)
            return index.daemonSetByName[key].map { ($0, daemonSet) }
        }
        var refused: [UnusedRemedy] = []
        for (position, daemonSet) in daemonSets {
            for (place, finding) in daemonSet.diagnosis.findings.enumerated() where place < daemonSet.remedies.count {
                let reference = FindingReference(daemonSet: daemonSet.name, index: place)
                let found = candidates.among(
                    daemonSet.remedies[place], for: finding, reference, daemonSet: position, changedPods: [],
                    unused: &refused
                ).map { candidate in
                    var candidate = candidate
                    candidate.template = start.snapshot.daemonSets[position].template
                    return candidate
                }
                add(found)
            }
            advisedAfter[position] = 0
        }
        unused = refused
        first = open
    }

    /// The candidates before the first step.
    private(set) var first: [PlanCandidate] = []

    private mutating func add(_ found: [PlanCandidate]) {
        for candidate in found {
            let isKnown = open.contains {
                $0.daemonSet == candidate.daemonSet && $0.remedy.playbook == candidate.remedy.playbook
                    && $0.remedy.changes == candidate.remedy.changes
            }
            if !isKnown { open.append(candidate) }
        }
    }

    // MARK: Greedy

    /// Takes the best step after the other until none makes another pod available.
    mutating func takeSteps(atMost most: Int = .max) {
        while path.steps.count < most {
            let best = open.indices.min { open[$0].precedes(open[$1]) }
            if let daemonSet = promisingUnadvised(before: best.map { open[$0] }) {
                if isTooMuchWork() { break }
                advise(daemonSet)
                continue
            }
            guard let best, open[best].gain > 0 else {
                if reopen() { continue }
                break
            }
            guard let known = open[best].known, known.after == cluster.number else {
                retry(best)
                continue
            }
            if options.refusal(of: known.effect) != nil || !path.fields.isDisjoint(with: open[best].fields) {
                closed.append(open.remove(at: best))
                continue
            }
            if !take(open[best], known.effect) { closed.append(open.remove(at: best)) }
            if isTooMuchWork() { break }
        }
    }

    /// The DaemonSet whose remedies are not known since a step, and that may bring more than the best that is known.
    private func promisingUnadvised(before best: PlanCandidate?) -> Int? {
        guard let most = unadvised.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        return best.map { $0.isWorthMore(than: most.value) } ?? false ? nil : most.key
    }

    private mutating func isTooMuchWork() -> Bool {
        guard work > Self.mostWork else { return false }
        isCutShort = true
        return true
    }

    /// Where there are few remedies and few nodes, all are tried before the first is chosen: others' pods count too.
    mutating func tryAllWhereFew() {
        guard open.count * start.snapshot.nodes.count <= 20_000 else { return }
        for place in open.indices {
            let tried = evaluate(open[place], on: cluster)
            open[place] = tried.candidate
            if tried.isRefused, tried.candidate.known == nil { open[place].gain = 0 }
        }
        first = open
    }

    /// Tries a candidate on the cluster as it is now.
    private mutating func retry(_ place: Int) {
        var candidate = open[place]
        let expected = candidate.gain
        let evaluation = evaluate(candidate, on: cluster)
        candidate = evaluation.candidate
        if isSpoilt(candidate, expected), advisedAfter[candidate.daemonSet] != cluster.number, mayAdvise() {
            // Somebody took what it needs: other facts may do.
            advise(candidate.daemonSet)
        } else if candidate.gain <= 0 || evaluation.isRefused {
            closed.append(candidate)
            open.remove(at: place)
        } else {
            open[place] = candidate
        }
    }

    /// Whether one more DaemonSet's remedies are searched anew. On a large cluster that takes long: not after a few searches
    /// that no step came of, and not beyond the bound.
    private mutating func mayAdvise() -> Bool {
        if isSmall { return true }
        if isTooMuchWork() || searchesInVain >= Self.mostInVain {
            isCutShort = true
            return false
        }
        searchesInVain += 1
        return true
    }

    /// Whether a remedy brings so much less than was expected that others are searched for. Where that takes long, a
    /// quarter less is no reason.
    private func isSpoilt(_ candidate: PlanCandidate, _ expected: Int) -> Bool {
        isSmall ? candidate.gain < expected : candidate.gain * 4 < expected * 3
    }

    mutating func evaluate(
        _ candidate: PlanCandidate, on cluster: PlannedCluster
    ) -> (candidate: PlanCandidate, isRefused: Bool) {
        var candidate = candidate
        work += cluster.snapshot.nodes.count
        guard !candidate.names(cluster.changedPods),
            let effect = try? cluster.effect(of: candidate.trial, for: candidate.finding, on: candidate.daemonSet)
        else {
            candidate.gain = 0
            return (candidate, true)
        }
        candidate.gain = effect.gain
        candidate.risk = effect.risk
        candidate.known = (effect, cluster.number)
        let isTaken = !path.fields.isDisjoint(with: candidate.fields)
        return (candidate, isTaken || options.refusal(of: effect) != nil)
    }

    /// Searches the remedies of a DaemonSet anew.
    private mutating func advise(_ daemonSet: Int) {
        let rank = open.filter { $0.daemonSet == daemonSet }.map(\.rank).min()
        open.removeAll { $0.daemonSet == daemonSet }
        unadvised[daemonSet] = nil
        advisedAfter[daemonSet] = cluster.number
        guard lacksPods(daemonSet) else { return }
        add(
            fresh(daemonSet, on: cluster).map { candidate in
                var candidate = candidate
                if let rank { candidate.rank = rank }
                return candidate
            })
    }

    /// Makes these steps from the beginning, as far as they bring something, then goes on searching.
    mutating func restart(with candidates: [PlanCandidate]) {
        path = PlanPath()
        cluster = start
        advisedAfter = advisedAfter.mapValues { _ in 0 }
        unadvised = [:]
        searchesInVain = 0
        open = first
        closed = []
        for candidate in candidates {
            var tried = evaluate(candidate, on: cluster)
            let template = cluster.snapshot.daemonSets[candidate.daemonSet].template
            let isOutdated = candidate.template.map { $0 != template } ?? false
            if isOutdated || tried.candidate.gain < candidate.gain {
                let same = fresh(candidate.daemonSet, on: cluster).first {
                    $0.remedy.playbook == candidate.remedy.playbook && $0.reference == candidate.reference
                }
                if let same { tried = evaluate(same, on: cluster) } else if isOutdated { continue }
            }
            guard !tried.isRefused, tried.candidate.gain > 0, let effect = tried.candidate.known?.effect else {
                continue
            }
            _ = take(tried.candidate, effect)
        }
        takeSteps()
    }

    /// Makes a step, unless nothing of what it brings is certain.
    private mutating func take(_ candidate: PlanCandidate, _ foretold: StepEffect) -> Bool {
        work += cluster.snapshot.nodes.count
        let (effect, next) = cluster.made(foretold)
        if effect.gain <= 0 { return false }
        path.append(candidate, effect, on: cluster)
        searchesInVain = 0
        cluster = next
        if isSmall {
            advise(candidate.daemonSet)
        } else {
            open.removeAll { $0.daemonSet == candidate.daemonSet }
            unadvised[candidate.daemonSet] = lackedPods(candidate.daemonSet)
        }
        return true
    }

    /// Looks once more at what brought nothing before the last step: it may now, or, where the cluster is small enough to
    /// search all facts anew, others may do.
    private mutating func reopen() -> Bool {
        if isTooMuchWork() { return false }
        return isSmall ? readvise() : retryClosed()
    }

    private var isSmall: Bool { start.snapshot.nodes.count * daemonSets.count <= 10_000 }

    private mutating func readvise() -> Bool {
        var isReopened = false
        for (position, _) in daemonSets where advisedAfter[position] != cluster.number && lacksPods(position) {
            advise(position)
            isReopened = isReopened || open.contains { $0.gain > 0 }
        }
        return isReopened
    }

    private mutating func retryClosed() -> Bool {
        let again = closed.filter { candidate in
            guard let known = candidate.known, known.after != cluster.number, lacksPods(candidate.daemonSet) else {
                return false
            }
            return options.refusal(of: known.effect) == nil
        }
        closed = []
        var isReopened = false
        for candidate in again where work <= Self.mostWork {
            let tried = evaluate(candidate, on: cluster)
            if tried.candidate.gain > 0, !tried.isRefused {
                open.append(tried.candidate)
                isReopened = true
            } else {
                closed.append(tried.candidate)
            }
        }
        return isReopened
    }

    /// Whether the DaemonSet has a node without an available pod, or no node.
    private func lacksPods(_ daemonSet: Int) -> Bool { lackedPods(daemonSet) != nil }

    /// How many more pods of the DaemonSet can become available; nil for none.
    private func lackedPods(_ daemonSet: Int) -> Int? {
        let totals = cluster.totals(of: daemonSet)
        if totals.desired == 0 { return cluster.snapshot.nodes.count }
        return totals.available < totals.desired ? totals.desired - totals.available : nil
    }
}
