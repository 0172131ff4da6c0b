import CheckedJSON
import KubernetesModel

/// The value for a word that Kubernetes does not know: the decoders don't know it either.
private let unknownWord = "?"

extension LabelSelector {
    static let fields = ObjectFields<LabelSelector>([
        .map("matchLabels", \.matchLabels.encoded),
        .list("matchExpressions", Requirement.fields, \.matchExpressions),
    ])
}

extension LabelSelector.Requirement {
    fileprivate static let fields = ObjectFields<Self>([
        .text("key", \.key),
        .word("operator", oneOf: ["In", "NotIn", "Exists", "DoesNotExist"]) { $0.comparison?.rawValue ?? unknownWord },
        .texts("values", \.values),
    ])
}

extension PodTemplate {
    /// The fields of `affinity`; preferences keep no pod off a node, and are not held.
    static let affinityFields = ObjectFields<PodTemplate>([
        .part("nodeAffinity", nodeAffinityFields), .part("podAffinity", podAffinityFields),
        .part("podAntiAffinity", podAntiAffinityFields),
    ])

    private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
    private static let preferred: ObjectFields<PodTemplate>.Field = .unseen(
        "preferredDuringSchedulingIgnoredDuringExecution", .list(.anything))

    private static let nodeAffinityFields = ObjectFields<PodTemplate>([
        .object(required, NodeSelector.fields, \.spec.requiredNodeAffinity), preferred,
    ])

    private static let podAffinityFields = ObjectFields<PodTemplate>([
        .list(required, PodAffinityTerm.fields, \.spec.requiredPodAffinity), preferred,
    ])

    private static let podAntiAffinityFields = ObjectFields<PodTemplate>([
        .list(required, PodAffinityTerm.fields, \.spec.requiredPodAntiAffinity), preferred,
    ])
}

extension NodeSelector {
    fileprivate static let fields = ObjectFields<NodeSelector>([
        // An empty list means something else than none: it matches no node.
        .list("nodeSelectorTerms", NodeSelectorTerm.fields, keepsEmpty: true, \.terms)
    ])
}

extension NodeSelectorTerm {
    fileprivate static let fields = ObjectFields<NodeSelectorTerm>([
        .list("matchExpressions", NodeSelectorRequirement.fields, \.matchExpressions),
        .list("matchFields", NodeSelectorRequirement.fields, \.matchFields),
    ])
}

extension NodeSelectorRequirement {
    fileprivate static let fields = ObjectFields<NodeSelectorRequirement>([
        .text("key", \.key),
        .word("operator", oneOf: ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]) {
            $0.comparison?.rawValue ?? unknownWord
        },
        .texts("values", \.values),
    ])
}

extension PodAffinityTerm {
    fileprivate static let fields = ObjectFields<PodAffinityTerm>([
        .object("labelSelector", LabelSelector.fields, \.labelSelector), .texts("namespaces", \.namespaces),
        .object("namespaceSelector", LabelSelector.fields, \.namespaceSelector), .text("topologyKey", \.topologyKey),
        .texts("matchLabelKeys", \.matchLabelKeys), .texts("mismatchLabelKeys", \.mismatchLabelKeys),
    ])
}

extension TopologySpreadConstraint {
    static let fields = ObjectFields<TopologySpreadConstraint>([
        .integer("maxSkew", \.maxSkew), .text("topologyKey", \.topologyKey),
        .word("whenUnsatisfiable", oneOf: ["DoNotSchedule", "ScheduleAnyway"]) {
            $0.isRequired ? "DoNotSchedule" : "ScheduleAnyway"
        },
        .object("labelSelector", LabelSelector.fields, \.labelSelector), .integer("minDomains", \.minDomains),
        .word("nodeAffinityPolicy", oneOf: ["Honor", "Ignore"]) { $0.honorsNodeAffinity ? nil : "Ignore" },
        .word("nodeTaintsPolicy", oneOf: ["Honor", "Ignore"]) { $0.honorsNodeTaints ? "Honor" : nil },
        .texts("matchLabelKeys", \.matchLabelKeys),
    ])
}

extension Toleration {
    static let fields = ObjectFields<Toleration>([
        .text("key", \.key),
        // Equal is what an absent operator means, and how most are written.
        .text("operator") { $0.comparison == .equal ? "" : $0.comparison?.rawValue ?? unknownWord },
        .text("value", \.value), .text("effect") { $0.hasUnknownEffect ? unknownWord : $0.effect?.rawValue ?? "" },
        .integer("tolerationSeconds", \.tolerationSeconds),
    ])
}
