import KubernetesModel

/// Which DaemonSets' selectors and labels can have to do with each other, found by a label and not by asking every pair.
struct SelectorIndex: Sendable {
    private struct Place: Hashable {
        var namespace: String
        var label: Labels.Pair
    }

    /// The DaemonSets' positions in the order of their names. All below is by the place in it.
    private let order: [Int]
    /// The DaemonSets by the labels of their templates.
    private var templates: [Place: [Int]] = [:]
    /// The DaemonSets by the label that their selector demands, of several the one that fewest templates have.
    private var selectors: [Place: [Int]] = [:]
    /// The DaemonSets whose selector demands no label by its value.
    private var openSelectors: [String: [Int]] = [:]
    private var ofNamespace: [String: [Int]] = [:]

    init(_ daemonSets: [DaemonSet]) {
        order = daemonSets.indices.sorted { daemonSets[$0].name < daemonSets[$1].name }
        for (rank, position) in order.enumerated() {
            let namespace = daemonSets[position].namespace
            ofNamespace[namespace, default: []].append(rank)
            for label in daemonSets[position].template.labels.pairs {
                templates[Place(namespace: namespace, label: label), default: []].append(rank)
            }
        }
        for (rank, position) in order.enumerated() {
            if let place = rarestPlace(of: daemonSets[position]) {
                selectors[place, default: []].append(rank)
            } else {
                openSelectors[daemonSets[position].namespace, default: []].append(rank)
            }
        }
    }

    private func rarestPlace(of daemonSet: DaemonSet) -> Place? {
        let places = daemonSet.selector.matchLabels.pairs.map { Place(namespace: daemonSet.namespace, label: $0) }
        return places.min { (templates[$0]?.count ?? 0) < (templates[$1]?.count ?? 0) }
    }

    /// Positions of the DaemonSets of the same namespace of which the selector may match `daemonSet`'s template, or the
    /// template its selector; in the order of their names, itself among them.
    func candidates(for daemonSet: DaemonSet) -> [Int] {
        let namespace = daemonSet.namespace
        var found = Set(openSelectors[namespace] ?? [])
        for label in daemonSet.template.labels.pairs {
            found.formUnion(selectors[Place(namespace: namespace, label: label)] ?? [])
        }
        if let place = rarestPlace(of: daemonSet) {
            found.formUnion(templates[place] ?? [])
        } else {
            found.formUnion(ofNamespace[namespace] ?? [])
        }
        return found.sorted().map { order[$0] }
    }
}
