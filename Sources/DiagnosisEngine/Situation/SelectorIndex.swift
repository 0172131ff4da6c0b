import KubernetesModel

/// Which DaemonSets' selectors and labels can have to do with each other, found by a label and not by asking every pair.
struct SelectorIndex: Sendable {
    private struct Place: Hashable {
        var namespace: String
        var label: Labels.Pair
    }

    /// Positions of DaemonSets by the labels of their templates.
    private var templates: [Place: [Int]] = [:]
    /// Positions of DaemonSets by the label that their selector demands, of several the one that fewest templates have.
    private var selectors: [Place: [Int]] = [:]
    /// Positions of DaemonSets whose selector demands no label by its value.
    private var openSelectors: [String: [Int]] = [:]
    private var positions: [String: [Int]] = [:]

    init(_ daemonSets: [DaemonSet]) {
        for position in daemonSets.indices {
            let namespace = daemonSets[position].namespace
            positions[namespace, default: []].append(position)
            for label in daemonSets[position].template.labels.pairs {
                templates[Place(namespace: namespace, label: label), default: []].append(position)
            }
        }
        for position in daemonSets.indices {
            if let place = rarestPlace(of: daemonSets[position]) {
                selectors[place, default: []].append(position)
            } else {
                openSelectors[daemonSets[position].namespace, default: []].append(position)
            }
        }
    }

    private func rarestPlace(of daemonSet: DaemonSet) -> Place? {
        let places = daemonSet.selector.matchLabels.pairs.map { Place(namespace: daemonSet.namespace, label: $0) }
        return places.min { (templates[$0]?.count ?? 0) < (templates[$1]?.count ?? 0) }
    }

    /// Positions of the DaemonSets of the same namespace of which the selector may match `daemonSet`'s template, or the
    /// template its selector; in the order of the snapshot, itself among them.
    func candidates(for daemonSet: DaemonSet) -> [Int] {
        let namespace = daemonSet.namespace
        var found = Set(openSelectors[namespace] ?? [])
        for label in daemonSet.template.labels.pairs {
            found.formUnion(selectors[Place(namespace: namespace, label: label)] ?? [])
        }
        if let place = rarestPlace(of: daemonSet) {
            found.formUnion(templates[place] ?? [])
        } else {
            found.formUnion(positions[namespace] ?? [])
        }
        return found.sorted()
    }
}
