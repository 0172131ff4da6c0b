import KubernetesModel
import PlacementEngine
import Wording

/// A value in the node selector or node affinity that is near to one which nodes carry: probably a slip.
struct NearestMiss: Sendable {
    var key: String
    var value: String
    /// Another value of the same label, or the value with another key.
    var suggestion: String
    /// The label's key that the suggestion is for; differs from `key` where the key is the slip.
    var suggestedKey: String
    /// How many nodes would be eligible with it.
    var matches: Int
    /// Where the template asks for it.
    var kind: Kind

    /// The part of a template that asks for a label.
    enum Kind: String, Sendable {
        case nodeSelector
        case nodeAffinity
    }

    /// The miss that would make most nodes eligible; nil when nothing is near.
    static func find(in situation: DaemonSetSituation) -> NearestMiss? {
        let values = labelValues(of: situation.nodes.map(\.node))
        let candidates = requirements(of: situation.daemonSet.template.spec).prefix(most).flatMap { requirement in
            suggestions(for: requirement.key, requirement.value, among: values).map { ($0, requirement) }
        }
        let misses = candidates.prefix(most).compactMap { suggestion, requirement -> NearestMiss? in
            let matches = eligible(
                in: situation, replacing: (requirement.key, requirement.value), with: suggestion)
            guard matches > 0 else { return nil }
            return NearestMiss(
                key: requirement.key, value: requirement.value, suggestion: suggestion.value,
                suggestedKey: suggestion.key, matches: matches, kind: requirement.kind)
        }
        return misses.max {
            ($0.matches, $1.suggestion, $1.suggestedKey) < ($1.matches, $0.suggestion, $0.suggestedKey)
        }
    }

    /// How many values of the template are looked at, how many values of a label each is compared with, and how many slips
    /// are tried on all nodes. It is a hint, and where so much is asked for nobody looks for a letter.
    private static let most = 32
    private static let mostValues = 256

    /// What was left out of the search, in a sentence; nil where everything was compared.
    static func omission(in situation: DaemonSetSituation) -> String? {
        let asked = requirements(of: situation.daemonSet.template.spec)
        guard asked.count > most else {
            let carried = labelValues(of: situation.nodes.map(\.node))
            let long = asked.first { carried[$0.key]?.count ?? 0 > mostValues }
            return long.map { asked in
                "Looking for a slip, only the first \(mostValues) of \(carried[asked.key]?.count ?? 0) values of label "
                    + "\(asked.key) were compared."
            }
        }
        return "Looking for a slip, only the first \(most) of \(asked.count) values in the template were compared."
    }

    /// The single values that the template asks of labels.
    private static func requirements(of spec: PodSpec) -> [(key: String, value: String, kind: Kind)] {
        var pairs = spec.nodeSelector.pairs.map { ($0.key, $0.value, Kind.nodeSelector) }
        for requirement in (spec.requiredNodeAffinity?.terms ?? []).flatMap(\.matchExpressions)
        where requirement.comparison == .isIn {
            pairs += requirement.values.map { (requirement.key, $0, .nodeAffinity) }
        }
        return pairs
    }

    private static func labelValues(of nodes: [Node]) -> [String: Set<String>] {
        var values: [String: Set<String>] = [:]
        for pair in nodes.flatMap(\.metadata.labels.pairs) { values[pair.key, default: []].insert(pair.value) }
        return values
    }

    /// Values and keys that nodes carry and that are written much like the ones asked for.
    private static func suggestions(
        for key: String, _ value: String, among values: [String: Set<String>]
    ) -> [(key: String, value: String)] {
        var found: [(key: String, value: String)] = []
        if let own = values[key] {
            if !own.contains(value) {
                found += few(own).filter { isNear($0, value) || isSame($0, value) }.map { (key, $0) }
            }
        } else {
            let others = few(values.keys).filter { isNear($0, key) } + [renamed[key]].compactMap(\.self)
            for other in others {
                found += few(values[other] ?? []).filter { $0 == value || isSame($0, value) }.map { (other, $0) }
            }
        }
        return found
    }

    /// The first of many, in an order that is always the same.
    private static func few(_ all: some Collection<String>) -> [String] {
        all.count > mostValues ? Array(all.sorted().prefix(mostValues)) : Array(all)
    }

    /// Whether two values say the same in other words: labels without a value, `true` and `yes` all mark nodes.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        meanings.contains { $0.contains(left.lowercased()) && $0.contains(right.lowercased()) }
    }

    private static let meanings: [Set<String>] = [
        ["", "true", "yes", "y", "on", "1", "enabled", "enable"],
        ["false", "no", "n", "off", "0", "disabled", "disable"],
    ]

    /// Labels that Kubernetes sets under another name now.
    private static let renamed = [
        "beta.kubernetes.io/os": NodeLabel.operatingSystem, "beta.kubernetes.io/arch": NodeLabel.architecture,
        "beta.kubernetes.io/instance-type": NodeLabel.instanceType, NodeLabel.betaZone: NodeLabel.zone,
        NodeLabel.betaRegion: NodeLabel.region,
        "node-role.kubernetes.io/master": "node-role.kubernetes.io/control-plane",
    ]

    /// Whether one can become the other with few strokes, or they differ in capitals alone.
    static func isNear(_ left: String, _ right: String) -> Bool {
        let (least, most) = (min(left.utf8.count, right.utf8.count), max(left.utf8.count, right.utf8.count))
        // Most of what is compared is far too long or too short: that is to be seen at once.
        if most - least > max(1, least / 4), left.utf8.allSatisfy({ $0 < 0x80 }), right.utf8.allSatisfy({ $0 < 0x80 }) {
            return false
        }
        if left.lowercased() == right.lowercased() { return true }
        let limit = max(1, min(left.count, right.count) / 4)
        return EditDistance.between(left, right, limit: limit + 1) <= limit
    }

    /// How many nodes would be eligible with another label asked for.
    private static func eligible(
        in situation: DaemonSetSituation, replacing old: (key: String, value: String),
        with new: (key: String, value: String)
    ) -> Int {
        var daemonSet = situation.daemonSet
        var spec = daemonSet.template.spec
        spec.nodeSelector = Labels(
            spec.nodeSelector.pairs.map { pair in
                pair.key == old.key && pair.value == old.value ? .init(key: new.key, value: new.value) : pair
            })
        if var affinity = spec.requiredNodeAffinity {
            for term in affinity.terms.indices {
                for position in affinity.terms[term].matchExpressions.indices {
                    var requirement = affinity.terms[term].matchExpressions[position]
                    guard requirement.key == old.key, requirement.comparison == .isIn else { continue }
                    requirement.key = new.key
                    requirement.values = requirement.values.map { $0 == old.value ? new.value : $0 }
                    affinity.terms[term].matchExpressions[position] = requirement
                }
            }
            spec.requiredNodeAffinity = affinity
        }
        daemonSet.template.sharedSpec = Shared(spec)
        let template = DaemonPodTemplate(daemonSet, in: situation.index)
        let rule = EligibilityRule(daemonSet, template: template, in: situation.index)
        return situation.nodes.count { rule.eligibility(of: $0.node).shouldRun }
    }

    var sentence: String {
        "Nearest miss: \(suggestedLabel) instead of \(Self.label(key, value)) would match "
            + "\(Wording.count(matches, "node"))."
    }

    /// The label as people write it: an empty value shows.
    private static func label(_ key: String, _ value: String) -> String {
        value.isEmpty ? "\(key)=\"\"" : "\(key)=\(value)"
    }

    /// The label that would match.
    private var suggestedLabel: String { Self.label(suggestedKey, suggestion) }

    static let parameterDescriptions: [ParameterDescription] = [
        .text("key"), .text("value"), .text("suggestion"), .text("suggestedKey"), .text("slip"), .number("matches"),
        .text("kind"), .text("label"), .text("suggestedLabel"), .text("labelSelector"), .truth("isValueEmpty"),
        .truth("isSuggestionEmpty"),
    ]

    var parameters: Parameters {
        [
            "key": .text(key), "value": .text(value), "suggestion": .text(suggestion),
            "suggestedKey": .text(suggestedKey), "matches": .number(WholeNumber(matches)), "kind": .text(kind.rawValue),
            "slip": .text(key == suggestedKey ? "value" : "key"), "label": .text(Self.label(key, value)),
            "suggestedLabel": .text(suggestedLabel), "labelSelector": .text("\(suggestedKey)=\(suggestion)"),
            "isValueEmpty": .truth(value.isEmpty), "isSuggestionEmpty": .truth(suggestion.isEmpty),
        ]
    }
}
