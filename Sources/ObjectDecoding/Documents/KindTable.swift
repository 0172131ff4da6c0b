import ClusterSnapshot
import KubernetesModel

/// The kinds of objects that can be read, in the order in which they are asked for and told of.
///
/// A new kind is its model, its decoder and a line here. Where the snapshot has no property for its objects, the line
/// names the decoder alone, and `Snapshot.objects(of:)` has them.
private let kindDecoders: [KindDecoder] = [
    KindDecoder(.node, \.nodes) { $0.node() },
    KindDecoder(.pod, \.pods) {
        $0.pod()
    } share: {
        if $0.sharedSpec !== $1.sharedSpec, $0.spec == $1.spec { $0.sharedSpec = $1.sharedSpec }
    },
    KindDecoder(.daemonSet, \.daemonSets) { $0.daemonSet() },
    KindDecoder(.controllerRevision, \.controllerRevisions) { $0.controllerRevision() },
    KindDecoder(.event, \.events) { $0.event() },
    KindDecoder(.service, \.services) { $0.service() },
    KindDecoder(.endpointSlice, \.endpointSlices) { $0.endpointSlice() },
    KindDecoder(.podDisruptionBudget, \.podDisruptionBudgets) { $0.podDisruptionBudget() },
    KindDecoder(.priorityClass, \.priorityClasses) { $0.priorityClass() },
    KindDecoder(.runtimeClass, \.runtimeClasses) { $0.runtimeClass() },
    KindDecoder(.resourceQuota, \.resourceQuotas) { $0.resourceQuota() },
    KindDecoder(.limitRange, \.limitRanges) { $0.limitRange() },
    KindDecoder(.persistentVolumeClaim, \.persistentVolumeClaims) { $0.persistentVolumeClaim() },
    KindDecoder(.persistentVolume, \.persistentVolumes) { $0.persistentVolume() },
    KindDecoder(.storageClass, \.storageClasses) { $0.storageClass() },
    KindDecoder(.namespace, \.namespaces) { $0.namespace() },
    KindDecoder(.serviceAccount, \.serviceAccounts) { $0.serviceAccount() },
    KindDecoder(.csiNode, \.csiNodes) { $0.csiNode() },
    KindDecoder(.podMetrics, \.podMetrics) { $0.podMetrics() },
    KindDecoder(.mutatingWebhookConfiguration) { $0.webhookConfiguration(MutatingWebhookConfiguration.self) },
    KindDecoder(.validatingWebhookConfiguration) { $0.webhookConfiguration(ValidatingWebhookConfiguration.self) },
    KindDecoder(.karpenterNodePool) { $0.karpenterNodePool() },
    KindDecoder(.karpenterNodeClaim) { $0.karpenterNodeClaim() },
    KindDecoder(.ec2NodeClass) { $0.ec2NodeClass() },
]

/// How objects of one kind are read, and where they go.
struct KindDecoder: Sendable {
    let kind: ObjectKind
    /// Decodes the present object and adds it to the list at a position of a batch, unless it is broken.
    let decode: @Sendable (ObjectDecoder, inout ObjectBatch, _ position: Int) -> Void
    /// Hands the objects of a list to a snapshot, each once.
    let deliver: @Sendable (KindList, inout Snapshot) -> Void
    /// Whether a snapshot holds no object of the kind.
    let isAbsent: @Sendable (Snapshot) -> Bool
    /// Makes a store for the objects of a cluster that changes.
    let makeStore: @Sendable () -> KindStore

    /// A kind with a property of its own in the snapshot. `share` lets an object that has changed share with the one before
    /// what both have alike.
    init<Object: KubernetesObject>(
        _ kind: ObjectKind, _ place: WritableKeyPath<Snapshot, [Object]> & Sendable,
        _ object: @escaping @Sendable (ObjectDecoder) -> Object,
        share: @escaping @Sendable (inout Object, Object) -> Void = { _, _ in }
    ) {
        self.init(kind, object, share: share) {
            $0[keyPath: place] = $1
        } isAbsent: {
            $0[keyPath: place].isEmpty
        }
    }

    /// A kind whose objects ``Snapshot/objects(of:)`` has.
    init<Object: KubernetesObject>(_ kind: ObjectKind, _ object: @escaping @Sendable (ObjectDecoder) -> Object) {
        self.init(kind, object) {
            $0.setObjects($1)
        } isAbsent: {
            $0.objects(of: Object.self).isEmpty
        }
    }

    private init<Object: KubernetesObject>(
        _ kind: ObjectKind, _ object: @escaping @Sendable (ObjectDecoder) -> Object,
        share: @escaping @Sendable (inout Object, Object) -> Void = { _, _ in },
        keep: @escaping @Sendable (inout Snapshot, [Object]) -> Void,
        isAbsent: @escaping @Sendable (Snapshot) -> Bool
    ) {
        self.kind = kind
        self.isAbsent = isAbsent
        makeStore = { StoredObjects(keep: keep, share: share) }
        decode = { decoder, batch, position in
            let object = object(decoder)
            if decoder.accepts(object) { batch.append(object, version: decoder.resourceVersion, at: position) }
        }
        deliver = { list, snapshot in
            guard let list = list as? Collected<Object> else { return }
            keep(&snapshot, list.newest(gaps: &snapshot.gaps))
        }
    }
}

extension KindDecoder {
    static var all: [KindDecoder] { kindDecoders }

    /// By the name of the kind, the position among all.
    static let positions = Dictionary(
        uniqueKeysWithValues: kindDecoders.enumerated().map { ($0.element.kind.rawValue, $0.offset) })
}

extension ObjectKind {
    /// The kinds that can be read, in the order in which they are asked for and told of.
    package static let allCases = kindDecoders.map(\.kind)

    /// The kind of this name; nil for one that cannot be read.
    package init?(rawValue: String) {
        guard let position = KindDecoder.positions[rawValue] else { return nil }
        self = kindDecoders[position].kind
    }

    /// Whether a snapshot holds no object of the kind.
    package func isAbsent(in snapshot: Snapshot) -> Bool {
        KindDecoder.positions[rawValue].map { kindDecoders[$0].isAbsent(snapshot) } ?? true
    }
}

extension Gap.Code: CaseIterable, RawRepresentable {
    /// All codes, those of the kinds among them, in the order in which they are told.
    public static let allCases =
        (ObjectKind.allCases.filter(\.isAlwaysCollected).map { Self(missing: $0) } + ofNoKind).sorted()

    private static let known = Set(allCases)

    /// The code of this word; nil where there is none.
    public init?(rawValue: String) {
        guard let code = Self.known.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = code
    }
}
