import CheckedJSON
import KubernetesModel

extension DaemonSet {
    /// The model's part of a DaemonSet's spec, as Kubernetes writes it, so that the decoders read the same back.
    var encoded: JSONValue { Self.fields.encoded(self) }

    /// The fields of an `apps/v1` DaemonSet of Kubernetes 1.36.
    static let fields = ObjectFields<DaemonSet>([
        .word("apiVersion", oneOf: ["apps/v1"]) { _ in "apps/v1" }, .word("kind", oneOf: [kind]) { _ in kind },
        .unseen("metadata", .object(ObjectMeta.fields.schema)) { ObjectMeta.fields.encoded($0.metadata) },
        .object("spec", specFields) { $0 }, .unseen("status", .anything),
    ])

    private static let specFields = ObjectFields<DaemonSet>([
        .object("selector", LabelSelector.fields, \.selector), .object("template", PodTemplate.fields, \.template),
        .object("updateStrategy", UpdateStrategy.fields, \.updateStrategy),
        .integer("minReadySeconds") { $0.minReadySeconds == 0 ? nil : $0.minReadySeconds },
        .unseen("revisionHistoryLimit"),
    ])
}

extension ObjectMeta {
    /// A patch reaches none of them: whom it is for is checked before.
    fileprivate static let fields = ObjectFields<ObjectMeta>(
        [
            .text("name", \.name), .text("namespace", \.namespace), .unseen("labels", .map),
            .unseen("annotations", .map), .unseen("finalizers", .set),
            .unseen("ownerReferences", .keyedList(key: "uid", ownerFields.schema)),
            .unseen("managedFields", .list(.anything)),
        ]
            + [
                "generateName", "uid", "resourceVersion", "generation", "selfLink", "creationTimestamp",
                "deletionTimestamp", "deletionGracePeriodSeconds",
            ].unseen())

    fileprivate static let ownerFields = ObjectFields<OwnerReference>(
        ["apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion"].unseen())
}

extension DaemonSet.UpdateStrategy {
    fileprivate static let fields = ObjectFields<Self>([
        .word("type", oneOf: ["OnDelete", "RollingUpdate"]) { $0 == .onDelete ? "OnDelete" : "RollingUpdate" },
        .object("rollingUpdate", rollingUpdateFields) { $0 == .onDelete ? nil : $0 },
    ])

    private static let rollingUpdateFields = ObjectFields<Self>([
        .scalar("maxUnavailable") { $0.amounts?.maxUnavailable.encoded },
        .scalar("maxSurge") { $0.amounts?.maxSurge.encoded },
    ])

    private var amounts: (maxUnavailable: IntOrPercent, maxSurge: IntOrPercent)? {
        if case .rollingUpdate(let maxUnavailable, let maxSurge) = self { (maxUnavailable, maxSurge) } else { nil }
    }
}

extension IntOrPercent {
    fileprivate var encoded: JSONValue {
        switch self {
        case .number(let number): .integer(number)
        case .percent: .string(description)
        }
    }
}

extension PodTemplate {
    fileprivate static let fields = ObjectFields<PodTemplate>([
        .object("metadata", metadataFields) { $0 }, .object("spec", specFields) { $0 },
    ])

    private static let metadataFields = ObjectFields<PodTemplate>(
        [
            .map("labels", \.labels.encoded), .unseen("annotations", .map), .unseen("finalizers", .set),
            .unseen("ownerReferences", .keyedList(key: "uid", ObjectMeta.ownerFields.schema)),
        ] + ["name", "generateName", "namespace", "creationTimestamp"].unseen())
}
