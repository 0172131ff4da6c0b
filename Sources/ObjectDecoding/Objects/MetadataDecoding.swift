import CSimdJSON
import KubernetesModel

private enum MetadataField: String, CaseIterable {
    case name, namespace, uid, generation, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds
    case labels, annotations, ownerReferences, finalizers, resourceVersion
}

private enum OwnerField: String, CaseIterable {
    case kind, name, uid, controller
}

/// An annotation that the model knows.
private struct KnownAnnotation: RawRepresentable, CaseIterable, Sendable {
    let rawValue: String

    static let allCases = Annotation.known.sorted().compactMap(Self.init)

    init?(rawValue: String) { self.rawValue = rawValue }
}

private let metadataFields = FieldTable<MetadataField>()
private let ownerFields = FieldTable<OwnerField>()
private let annotationFields = FieldTable<KnownAnnotation>()

extension ObjectDecoder {
    /// An object's `metadata`.
    @inline(never)
    func metadata() -> ObjectMeta {
        var metadata = ObjectMeta()
        forEachField(metadataFields) { field in
            switch field {
            case .name: metadata.name = uniqueString()
            case .namespace: metadata.namespace = string()
            case .uid: metadata.uid = uniqueString()
            case .generation: metadata.generation = reader.int64()
            case .creationTimestamp: metadata.creationTimestamp = timestamp()
            // It lies ahead by the grace period.
            case .deletionTimestamp: metadata.deletionTimestamp = timestamp(isSeen: false)
            case .deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds = reader.int64()
            case .labels: metadata.labels = labels()
            case .annotations: metadata.annotations = annotations()
            case .ownerReferences: metadata.ownerReferences = ownerReferences()
            case .finalizers:
                // A set by meaning (`listType=set`), which an object that was edited by hand may break.
                var seen: Set<String> = []
                metadata.finalizers = strings().filter { seen.insert($0).inserted }
            case .resourceVersion:
                // bare: versions are compared only.
                resourceVersion = reader.textOrNumber().flatMap { UInt64(StringInterner.newString($0)) } ?? 0
            }
        }
        return metadata
    }

    /// A map of strings.
    @inline(never)
    func labels() -> Labels {
        cached(labelsCache) {
            guard reader.enterObject() else { return Labels() }
            var pairs: [Labels.Pair] = []
            var key = csj_text()
            while reader.nextMember(&key) {
                let name = interned(key)
                pairs.append(.init(key: name, value: string()))
            }
            return Labels(pairs)
        }
    }

    private func annotations() -> Labels {
        var pairs: [Labels.Pair] = []
        forEachField(annotationFields) { field in pairs.append(.init(key: field.rawValue, value: string())) }
        return Labels(pairs)
    }

    private func ownerReferences() -> [OwnerReference] {
        cached(ownersCache) { array { ownerReference() } }
    }

    private func ownerReference() -> OwnerReference {
        var owner = OwnerReference(kind: "", name: "", uid: "", isController: false)
        forEachField(ownerFields) { field in
            switch field {
            case .kind: owner.kind = string()
            case .name: owner.name = string()
            case .uid: owner.uid = string()
            case .controller: owner.isController = reader.bool()
            }
        }
        return owner
    }
}

private enum NamedField: String, CaseIterable {
    case metadata, name, namespace
}

private let namedFields = FieldTable<NamedField>()

extension ObjectDecoder {
    /// Namespace and name of an object that is broken elsewhere.
    func metadataOnly() -> ObjectMeta {
        var metadata = ObjectMeta()
        forEachField(namedFields) { field in
            guard field == .metadata else { return reader.skip() }
            forEachField(namedFields) { detail in
                switch detail {
                case .name: metadata.name = string()
                case .namespace: metadata.namespace = string()
                case .metadata: reader.skip()
                }
            }
        }
        return metadata
    }
}
