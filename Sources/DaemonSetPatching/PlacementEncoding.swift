import CheckedJSON
import KubernetesModel

/// What stands for a word that Kubernetes does not know: the decoders do not know it either.
private let unknownWord = "?"

extension LabelSelector {
    /// As Kubernetes writes it.
    var encoded: JSONValue {
        .members([
            "matchLabels": matchLabels.encoded,
            "matchExpressions": .list(matchExpressions) {
                .members([
                    "key": .text($0.key), "operator": .string($0.comparison?.rawValue ?? unknownWord),
                    "values": .strings($0.values),
                ])
            },
        ])
    }
}

extension NodeSelector {
    /// As Kubernetes writes it.
    var encoded: JSONValue {
        .object([
            "nodeSelectorTerms": .array(
                terms.map { term in
                    .members([
                        "matchExpressions": .list(term.matchExpressions, \.encoded),
                        "matchFields": .list(term.matchFields, \.encoded),
                    ])
                })
        ])
    }
}

extension NodeSelectorRequirement {
    fileprivate var encoded: JSONValue {
        .members([
            "key": .text(key), "operator": .string(comparison?.rawValue ?? unknownWord), "values": .strings(values),
        ])
    }
}

extension PodAffinityTerm {
    /// As Kubernetes writes it.
    var encoded: JSONValue {
        .members([
            "labelSelector": labelSelector?.encoded, "namespaces": .strings(namespaces),
            "namespaceSelector": namespaceSelector?.encoded, "topologyKey": .text(topologyKey),
            "matchLabelKeys": .strings(matchLabelKeys), "mismatchLabelKeys": .strings(mismatchLabelKeys),
        ])
    }
}

extension TopologySpreadConstraint {
    /// As Kubernetes writes it.
    var encoded: JSONValue {
        .members([
            "maxSkew": .integer(maxSkew), "topologyKey": .text(topologyKey),
            "whenUnsatisfiable": .string(isRequired ? "DoNotSchedule" : "ScheduleAnyway"),
            "labelSelector": labelSelector?.encoded, "minDomains": minDomains.map { .integer($0) },
            "nodeAffinityPolicy": honorsNodeAffinity ? nil : .string("Ignore"),
            "nodeTaintsPolicy": honorsNodeTaints ? .string("Honor") : nil, "matchLabelKeys": .strings(matchLabelKeys),
        ])
    }
}

extension Toleration {
    /// As Kubernetes writes it.
    var encoded: JSONValue {
        .members([
            "key": .text(key),
            // Equal is what an absent operator means, and how most are written.
            "operator": comparison == .equal ? nil : .string(comparison?.rawValue ?? unknownWord),
            "value": .text(value),
            "effect": hasUnknownEffect ? .string(unknownWord) : effect.map { .string($0.rawValue) },
            "tolerationSeconds": tolerationSeconds.map { .integer($0) },
        ])
    }
}
