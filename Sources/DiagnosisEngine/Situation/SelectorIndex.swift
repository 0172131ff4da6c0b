// bare numbers in this file: sets of bits.
import KubernetesModel
import Synchronization

/// Which DaemonSets' selectors match each other's pods, found by labels and by selectors that several share, and not by
/// asking every pair.
final class SelectorIndex: Sendable {
    /// The DaemonSets that one overlaps with.
    struct Overlap: Equatable {
        /// How many there are.
        var count = 0
        /// The positions of the first ``most`` of them, in the order of their names.
        var first: [Int] = []

        static let most = 5
    }

    private struct DemandedLabel: Hashable {
        var namespace: String
        var label: Labels.Pair
    }

    private struct Selection: Hashable {
        var namespace: String
        var selector: LabelSelector

        init(_ daemonSet: DaemonSet) {
            namespace = daemonSet.namespace
            selector = daemonSet.selector
        }
    }

    /// Positions in `order`.
    private typealias Ranks = [Int]

    private let daemonSets: [DaemonSet]
    /// The DaemonSets' positions in the order of their names. All below is by the place in it.
    private let order: [Int]
    /// Each selection once, with the DaemonSets that share it.
    private let shared: [(selection: Selection, by: Ranks)]
    /// The places in `shared`.
    private let places: [Selection: Int]
    /// The DaemonSets by the labels of their templates.
    private let templates: [DemandedLabel: Ranks]
    /// The places of selections by the label that they demand, of several the one that fewest templates have.
    private let demanding: [DemandedLabel: [Int]]
    /// The places of the selections that demand no label by its value.
    private let open: [String: [Int]]
    private let ofNamespace: [String: Ranks]
    private let ofName: [String: Ranks]
    private let ofUID: [String: Ranks]
    /// The matches of selections that many share, by their indices.
    private let matched = Mutex<[Int: RankSet]>([:])

    init(_ daemonSets: [DaemonSet]) {
        self.daemonSets = daemonSets
        order = daemonSets.indices.sorted { daemonSets[$0].name < daemonSets[$1].name }
        var shared: [(selection: Selection, by: Ranks)] = []
        var places: [Selection: Int] = [:]
        var templates: [DemandedLabel: Ranks] = [:]
        var ofNamespace: [String: Ranks] = [:]
        var ofName: [String: Ranks] = [:]
        var ofUID: [String: Ranks] = [:]
        for (rank, position) in order.enumerated() {
            let daemonSet = daemonSets[position]
            let selection = Selection(daemonSet)
            if let place = places[selection] {
                shared[place].by.append(rank)
            } else {
                places[selection] = shared.count
                shared.append((selection, [rank]))
            }
            ofNamespace[daemonSet.namespace, default: []].append(rank)
            ofName[daemonSet.name, default: []].append(rank)
            ofUID[daemonSet.uid, default: []].append(rank)
            for label in daemonSet.template.labels.pairs {
                templates[DemandedLabel(namespace: daemonSet.namespace, label: label), default: []].append(rank)
            }
        }
        var demanding: [DemandedLabel: [Int]] = [:]
        var open: [String: [Int]] = [:]
        for (place, (selection, _)) in shared.enumerated() {
            if let label = Self.rarestLabel(of: selection, among: templates) {
                demanding[label, default: []].append(place)
            } else {
                open[selection.namespace, default: []].append(place)
            }
        }
        self.shared = shared
        self.places = places
        self.templates = templates
        self.demanding = demanding
        self.open = open
        self.ofNamespace = ofNamespace
        self.ofName = ofName
        self.ofUID = ofUID
    }

    private static func rarestLabel(of selection: Selection, among templates: [DemandedLabel: Ranks]) -> DemandedLabel?
    {
        let labels = selection.selector.matchLabels.pairs.map {
            DemandedLabel(namespace: selection.namespace, label: $0)
        }
        return labels.min { (templates[$0]?.count ?? 0) < (templates[$1]?.count ?? 0) }
    }

    /// The other DaemonSets of the namespace of which the selector matches `daemonSet`'s template, or the template its
    /// selector. One of the same name or uid is no other.
    func overlap(with daemonSet: DaemonSet) -> Overlap {
        let namespace = daemonSet.namespace
        var found = matches(of: Selection(daemonSet))
        func addSharers(of places: [Int]?) {
            for place in places ?? [] where shared[place].selection.selector.matches(daemonSet.template.labels) {
                found.insert(shared[place].by)
            }
        }
        addSharers(of: open[namespace])
        for label in daemonSet.template.labels.pairs {
            addSharers(of: demanding[DemandedLabel(namespace: namespace, label: label)])
        }
        found.remove(ofName[daemonSet.name] ?? [])
        found.remove(ofUID[daemonSet.uid] ?? [])
        return Overlap(count: found.count, first: found.first(Overlap.most).map { order[$0] })
    }

    /// The DaemonSets whose templates a selection matches.
    private func matches(of selection: Selection) -> RankSet {
        let place = places[selection]
        if let place, let known = matched.withLock({ $0[place] }) { return known }
        let candidates: Ranks?
        if let label = Self.rarestLabel(of: selection, among: templates) {
            candidates = templates[label]
        } else {
            candidates = ofNamespace[selection.namespace]
        }
        var found = RankSet(capacity: order.count)
        found.insert(
            (candidates ?? []).filter { selection.selector.matches(daemonSets[order[$0]].template.labels) })
        // To remember it for each of thousands of selectors would take hundreds of megabytes.
        if let place, shared[place].by.count >= 16 { matched.withLock { $0[place] = found } }
        return found
    }
}

/// Small numbers, a bit each.
private struct RankSet {
    private var words: [UInt64]

    init(capacity: Int) { words = [UInt64](repeating: 0, count: (capacity + 63) / 64) }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    mutating func insert(_ ranks: [Int]) { for rank in ranks { words[rank / 64] |= 1 << UInt64(rank % 64) } }

    mutating func remove(_ ranks: [Int]) { for rank in ranks { words[rank / 64] &= ~(1 << UInt64(rank % 64)) } }

    /// The least `most` of them, sorted.
    func first(_ most: Int) -> [Int] {
        var found: [Int] = []
        for (place, word) in words.enumerated() where word != 0 {
            var rest = word
            while rest != 0 {
                if found.count == most { return found }
                found.append(place * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return found
    }
}
