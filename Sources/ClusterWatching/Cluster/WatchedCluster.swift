import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import SnapshotCollector

/// The cluster as it is known: every kind's objects, decoded, and what is known beside them.
struct WatchedCluster {
    private let name: String
    private let logsPerCause: Int
    private var stores: [WatchedPlace: KindStore] = [:]
    private var faults: [WatchedPlace: ListFaults] = [:]
    private var outcomes: ListOutcomes
    private var readings = SideReadings()
    /// Whether every list was asked for.
    private(set) var hasBegun = false
    /// Changes since the last moment.
    private(set) var changes: [ObjectKind: Int] = [:]
    /// Whether logs or kubelets tell something else than at the last moment.
    private(set) var hasNewReadings = false

    init(name: String, options: CollectionOptions) {
        self.name = name
        logsPerCause = options.logsPerCause
        outcomes = ListOutcomes(namespaces: options.namespaces)
    }

    /// Whether every list was read at least once, or refused for good.
    var isComplete: Bool {
        guard hasBegun else { return false }
        for case .failed in outcomes.byKind.values { return false }
        return true
    }

    /// The number of the wish for logs and the like that was fulfilled last.
    var fulfilledWish: Int { readings.wish }

    /// Forgets what a moment has told.
    mutating func beginMoment() {
        changes = [:]
        hasNewReadings = false
    }

    // MARK: - What comes

    mutating func take(_ listed: ListedPages, at place: WatchedPlace) {
        let store = store(of: place)
        note(store.replace(with: listed.pages), place.kind)
        faults[place] = ListFaults(listed.pages)
        switch outcomes.byKind[place.kind] {
        case nil, .namespacesOnly: break
        default:
            // Until all are begun, their own outcomes are not known.
            if hasBegun { outcomes.byKind[place.kind] = place.namespace == nil ? nil : .namespacesOnly }
        }
    }

    mutating func take(_ run: ChangeRun, at place: WatchedPlace) { note(store(of: place).apply(run), place.kind) }

    mutating func begin(_ outcomes: ListOutcomes) {
        self.outcomes = outcomes
        hasBegun = true
    }

    mutating func take(_ new: SideReadings) {
        let isSame =
            new.kubernetesVersion == readings.kubernetesVersion && new.logs == readings.logs
            && new.kubeletSummaries == readings.kubeletSummaries && new.kubeletGaps == readings.kubeletGaps
        if !isSame { hasNewReadings = true }
        readings = new
    }

    private mutating func store(of place: WatchedPlace) -> KindStore {
        if let store = stores[place] { return store }
        let store = KindStore.empty(of: place.kind)
        stores[place] = store
        return store
    }

    private mutating func note(_ count: Int, _ kind: ObjectKind) { if count > 0 { changes[kind, default: 0] += count } }

    // MARK: - What is made of it

    /// The snapshot of a moment.
    func snapshot(at moment: Timestamp) -> Snapshot {
        var parts = LiveParts(name: name, capturedAt: moment)
        parts.kubernetesVersion = readings.kubernetesVersion
        parts.gaps = outcomes.gaps + readings.logs.gaps + readings.kubeletGaps
        parts.logs = readings.logs.logs
        parts.kubeletSummaries = readings.kubeletSummaries
        parts.listedKinds = outcomes.settledKinds
        let places = ObjectKind.allCases.flatMap { kind in
            stores.keys.filter { $0.kind == kind }.sorted { ($0.namespace ?? "") < ($1.namespace ?? "") }
        }
        parts.faults = places.compactMap { faults[$0] }
        return parts.snapshot { snapshot in
            for kind in ObjectKind.allCases {
                let ofKind = places.filter { $0.kind == kind }.compactMap { stores[$0] }
                ofKind.first?.deliver(with: Array(ofKind.dropFirst()), to: &snapshot)
            }
        }
    }

    /// What is to be read beside the lists for the objects that a snapshot holds.
    func wish(for snapshot: Snapshot) -> SideReader.Wish {
        SideReader.Wish(
            containers: FailingContainers(podLists: [snapshot.pods], perCause: logsPerCause).chosen,
            nodes: snapshot.nodes)
    }
}
