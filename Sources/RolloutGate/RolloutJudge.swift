import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// Follows a rollout from moment to moment, and decides when there is nothing left to wait for.
package struct RolloutJudge: Sendable {
    let name: String
    let options: RolloutOptions

    /// When the first moment was; all durations begin there.
    var begun: Timestamp?
    /// When something last got on.
    var lastProgress: Timestamp?
    var target: RolloutTarget?
    /// Whether another revision than the first is followed.
    var isSuperseded = false
    /// Since when each cause has been seen on a node whose pod was not available meanwhile.
    var seen: [String: [FindingCode: Timestamp]] = [:]
    /// How far the pod of each node has come at best.
    var furthest: [String: Int] = [:]
    /// The nodes that a pod of another revision has served.
    var servedBefore: Set<String> = []
    /// How many nodes each other revision has served at most, by the hash that its pods carry.
    var servedByHash: [String: Int] = [:]
    var olderSpec: PodSpec?
    var slots = SlotHistory()
    /// Since when each of these has held without a break.
    var since: [Suspicion: Timestamp] = [:]
    var standingsBefore: [String: RolloutStanding] = [:]
    var troubleBefore: String?
    var wasStalled = false
    var wasBehind = false

    /// Something that has to hold for a while before it is believed: watches of different kinds tell it one after another.
    enum Suspicion: Hashable {
        case done
        case absent
        case noNodes
        case dataMissing
    }

    /// Seconds for which a rollout has to be over before it counts: the pods may be told of before the newest revision.
    static let settling: WholeNumber = 3
    /// Seconds without the DaemonSet, without any node for it, and without needed data.
    static let absence: WholeNumber = 5
    static let emptiness: WholeNumber = 10
    static let blindness: WholeNumber = 30
    /// Seconds for which nodes that fail by their own fault hold up everything before that counts.
    static let nodePatience: WholeNumber = 60

    /// Follows `namespace/name`.
    package init(namespace: String, name: String, options: RolloutOptions = RolloutOptions()) {
        self.name = "\(namespace)/\(name)"
        self.options = options
    }

    /// Takes in a moment; moments come in the order of their times.
    package mutating func observe(_ moment: RolloutMoment) -> RolloutState {
        let now = moment.time
        var state = RolloutState(time: now)
        if begun == nil { begun = now }
        state.elapsed = now.seconds(since: begun ?? now)
        noteTrouble(moment, in: &state)
        // Before everything was read there is nothing to judge; what a broken watch tells is old, and still the last word.
        if moment.isComplete {
            if let daemonSet = moment.daemonSet, let diagnosis = moment.diagnosis {
                if daemonSet.metadata.deletionTimestamp == nil { since[.absent] = nil }
                let standings = look(at: daemonSet, diagnosis, moment, in: &state)
                if moment.trouble == nil {
                    state.decision = decision(daemonSet, diagnosis, standings, in: state, moment)
                }
            } else {
                state.target = target
                state.decision = moment.trouble == nil ? decisionWithoutDaemonSet(at: now) : nil
            }
        }
        if state.decision == nil { state.decision = timeOver(moment, in: state) }
        return state
    }

    /// Whether a suspicion has held for so long; with a single snapshot there is nothing to wait for.
    mutating func holds(_ suspicion: Suspicion, _ isSo: Bool, for seconds: WholeNumber, at now: Timestamp) -> Bool {
        guard isSo else {
            since[suspicion] = nil
            return false
        }
        let begun = since[suspicion] ?? now
        since[suspicion] = begun
        return options.isSingle || now.seconds(since: begun) >= seconds
    }

    private mutating func noteTrouble(_ moment: RolloutMoment, in state: inout RolloutState) {
        if let trouble = moment.trouble {
            if troubleBefore == nil {
                state.news.append(RolloutNews(.trouble, "Can't read the cluster now: \(trouble)"))
            }
        } else if troubleBefore != nil {
            state.news.append(RolloutNews(.recovered, "The cluster can be read again."))
        }
        troubleBefore = moment.trouble
    }

    /// Finds out how each node stands, and remembers what later moments are compared with.
    private mutating func look(
        at daemonSet: DaemonSet, _ diagnosis: DaemonSetDiagnosis, _ moment: RolloutMoment, in state: inout RolloutState
    ) -> Standings {
        let now = moment.time
        follow(RolloutTarget(of: daemonSet, in: moment.engine.index), at: now, in: &state)
        var standings = Standings(daemonSet, diagnosis, in: moment.engine)
        servedBefore.formUnion(standings.servedByOlder)
        servedByHash.merge(standings.servedByHash, uniquingKeysWith: max)
        if let spec = standings.olderSpec { olderSpec = spec }
        let reader = BlameReader(
            diagnosis, change: RevisionChange(older: olderSpec, newer: daemonSet.template.spec),
            servedBefore: servedBefore, in: moment.engine)
        reader.read(&standings)
        remember(standings, at: now)
        slots.note(diagnosis.rollout, standings, at: now)
        state.target = target
        state.strategy = daemonSet.updateStrategy
        state.budget = diagnosis.rollout?.budget
        state.isSurging = (diagnosis.rollout?.maxSurge ?? 0) > 0
        state.nodes = standings.nodes
        state.slots = slots.uses
        tell(of: daemonSet, diagnosis, standings, in: &state)
        return standings
    }

    /// Keeps to the newest revision, and tells where it is another than before.
    private mutating func follow(_ newest: RolloutTarget, at now: Timestamp, in state: inout RolloutState) {
        guard let old = target else {
            target = newest
            lastProgress = now
            state.news.append(RolloutNews(.started, ""))
            return
        }
        target = newest
        if old.isSameTemplate(as: newest) { return }
        isSuperseded = true
        let isNew = old.uid != newest.uid
        state.news.append(
            isNew
                ? RolloutNews(
                    .recreated,
                    "\(name) was deleted and created again" + (options.isPinned ? "." : "; following the new one."))
                : RolloutNews(
                    .superseded,
                    "A newer template supersedes \(old.words)" + (options.isPinned ? "." : "; following it.")))
        seen = [:]
        furthest = [:]
        since = [:]
        lastProgress = now
        wasStalled = false
        slots.restart()
        // What served until now is what the newer revision is measured against.
        let served = standingsBefore.values.filter { $0.state == .updated }.map(\.node)
        servedBefore.formUnion(served)
        if !served.isEmpty, !isNew { servedByHash[old.hash] = max(servedByHash[old.hash] ?? 0, served.count) }
    }

    private mutating func remember(_ standings: Standings, at now: Timestamp) {
        if standings.isPassing { lastProgress = now }
        for (node, step) in standings.steps where step > furthest[node] ?? -1 {
            if furthest[node] != nil || step > 0 { lastProgress = now }
            furthest[node] = step
        }
        var present: Set<String> = []
        for standing in standings.nodes {
            present.insert(standing.node)
            switch standing.state {
            case .failing:
                guard let cause = standing.cause else { break }
                if seen[standing.node]?[cause] == nil { seen[standing.node, default: [:]][cause] = now }
            // Between two ends a container runs for a while: only what serves has got over it.
            case .replacing, .leaving: break
            case .updated, .old, .waiting, .oldFailing, .ineligible: seen[standing.node] = nil
            }
        }
        seen = seen.filter { present.contains($0.key) }
    }

    /// For how many seconds a node's cause has been seen.
    func age(of standing: RolloutStanding, at now: Timestamp) -> WholeNumber {
        guard let cause = standing.cause, let first = seen[standing.node]?[cause] else { return 0 }
        return now.seconds(since: first)
    }
}

extension RolloutTarget {
    /// The newest revision of a DaemonSet.
    init(of daemonSet: DaemonSet, in index: ClusterIndex) {
        let positions = daemonSet.uid.isEmpty ? [] : index.revisionsByController[daemonSet.uid] ?? []
        let newest = positions.map { index.snapshot.controllerRevisions[$0] }
            .max { ($0.revision, $0.name) < ($1.revision, $1.name) }
        self.init(
            uid: daemonSet.uid, generation: daemonSet.metadata.generation,
            templateGeneration: daemonSet.templateGeneration, revision: newest?.revision,
            hash: newest?.metadata.labels[ControllerRevision.Label.hash] ?? "")
    }
}
