import ClusterSnapshot
import KubernetesModel

/// The kinds of objects that can be read, in the order in which they are asked for and told of.
///
/// A new kind is its model, its decoder and a line here. Where the snapshot has no property for its objects, the line
/// names the decoder alone, and `Snapshot.objects(of:)` has them.
private let kindDecoders: [KindDecoder] = [
    KindDecoder(.node, \.nodes) { $0.node() },
    KindDecoder(.pod, \.pods) { $0.pod() },
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
]

/// How objects of one kind are read, and where they go.
struct KindDecoder: Sendable {
    let kind: ObjectKind
    /// Decodes the present object and adds it to the list at a position of a batch, unless it is broken.
    let decode: @Sendable (ObjectDecoder, inout ObjectBatch, _ position: Int) -> Void
    /// Hands the objects of a list to a snapshot, each once.
    let deliver: @Sendable (KindList, inout Snapshot) -> Void

    /// A kind with a property of its own in the snapshot.
    init<Object: KubernetesObject>(
        _ kind: ObjectKind, _ place: WritableKeyPath<Snapshot, [Object]> & Sendable,
        _ object: @escaping @Sendable (ObjectDecoder) -> Object
    ) {
        self.init(kind, object) { $0[keyPath: place] = $1 }
    }

    /// A kind whose objects ``Snapshot/objects(of:)`` has.
    init<Object: KubernetesObject>(_ kind: ObjectKind, _ object: @escaping @Sendable (ObjectDecoder) -> Object) {
        self.init(kind, object) { $0.setObjects($1) }
    }

    private init<Object: KubernetesObject>(
        _ kind: ObjectKind, _ object: @escaping @Sendable (ObjectDecoder) -> Object,
        keep: @escaping @Sendable (inout Snapshot, [Object]) -> Void
    ) {
        self.kind = kind
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
}
