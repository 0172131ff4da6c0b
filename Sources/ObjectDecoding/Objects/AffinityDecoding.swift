import KubernetesModel

enum AffinityField: String, CaseIterable {
    case nodeAffinity, podAffinity, podAntiAffinity
}

enum RequiredField: String, CaseIterable {
    case requiredDuringSchedulingIgnoredDuringExecution
}

enum PodAffinityTermField: String, CaseIterable {
    case labelSelector, namespaces, namespaceSelector, topologyKey, matchLabelKeys, mismatchLabelKeys
}

enum SpreadField: String, CaseIterable {
    case maxSkew, topologyKey, whenUnsatisfiable, labelSelector, minDomains, nodeAffinityPolicy, nodeTaintsPolicy
    case matchLabelKeys
}

private let affinityFields = FieldTable<AffinityField>()
private let requiredFields = FieldTable<RequiredField>()
private let podAffinityTermFields = FieldTable<PodAffinityTermField>()
private let spreadFields = FieldTable<SpreadField>()

extension ObjectDecoder {
    /// The requirements of `affinity`; preferences keep no pod off a node and are left out.
    func affinity(into spec: inout PodSpec) {
        forEachField(affinityFields) { field in
            switch field {
            case .nodeAffinity: forEachField(requiredFields) { _ in spec.requiredNodeAffinity = nodeSelector() }
            case .podAffinity:
                forEachField(requiredFields) { _ in spec.requiredPodAffinity = array { podAffinityTerm() } }
            case .podAntiAffinity:
                forEachField(requiredFields) { _ in spec.requiredPodAntiAffinity = array { podAffinityTerm() } }
            }
        }
    }

    @inline(never)
    private func podAffinityTerm() -> PodAffinityTerm {
        var term = PodAffinityTerm(labelSelector: nil, topologyKey: "")
        forEachField(podAffinityTermFields) { field in
            switch field {
            case .labelSelector: term.labelSelector = optionalLabelSelector()
            case .namespaces: term.namespaces = strings()
            case .namespaceSelector: term.namespaceSelector = optionalLabelSelector()
            case .topologyKey: term.topologyKey = string()
            case .matchLabelKeys: term.matchLabelKeys = strings()
            case .mismatchLabelKeys: term.mismatchLabelKeys = strings()
            }
        }
        return term
    }

    /// One of `topologySpreadConstraints`.
    func topologySpreadConstraint() -> TopologySpreadConstraint {
        var constraint = TopologySpreadConstraint()
        forEachField(spreadFields) { field in
            switch field {
            case .maxSkew: constraint.maxSkew = reader.int32() ?? 1
            case .topologyKey: constraint.topologyKey = string()
            case .whenUnsatisfiable: constraint.isRequired = string() != "ScheduleAnyway"
            case .labelSelector: constraint.labelSelector = optionalLabelSelector()
            case .minDomains: constraint.minDomains = reader.int32()
            case .nodeAffinityPolicy: constraint.honorsNodeAffinity = string() != "Ignore"
            case .nodeTaintsPolicy: constraint.honorsNodeTaints = string() == "Honor"
            case .matchLabelKeys: constraint.matchLabelKeys = strings()
            }
        }
        return constraint
    }
}
