import ClusterSnapshot
import KubernetesModel

/// Objects of one kind in the order they were read, with their `resourceVersion`s.
struct Collected<Object: KubernetesObject>: Sendable {
    var objects: [Object] = []
    var versions: [UInt64] = []

    mutating func append(_ object: Object, version: UInt64) {
        objects.append(object)
        versions.append(version)
    }

    mutating func reserveCapacity(_ count: Int) {
        objects.reserveCapacity(count)
        versions.reserveCapacity(count)
    }

    mutating func append(_ other: Collected) {
        if objects.isEmpty, objects.capacity < other.objects.count {
            self = other
            return
        }
        objects.append(contentsOf: other.objects)
        versions.append(contentsOf: other.versions)
    }
}

/// An object that could not be read.
struct UnreadableObject: Sendable {
    /// The file inside of a directory or archive; empty when there is only one.
    var file: String
    var index: Int
    /// What is known of it, for instance `Pod logging/agent-x7k`.
    var name: String
    var reason: String
    /// Whether it is no object of Kubernetes at all, not a broken one.
    var isForeign = false

    /// All of it, in a sentence for people.
    var detail: String {
        let place = file.isEmpty ? "item \(index)" : "\(file), item \(index)"
        return (name.isEmpty ? place : "\(place), \(name)") + " is left out: \(reason)"
    }
}

/// An item that does not say its kind, of a list that tells it only at its end.
struct KindlessItem: Sendable {
    var document: Int
    var index: Int
    var file: String
    var bytes: [UInt8]
}

/// What a run of items decodes to.
struct ObjectBatch: Sendable {
    var nodes = Collected<Node>()
    var pods = Collected<Pod>()
    var daemonSets = Collected<DaemonSet>()
    var controllerRevisions = Collected<ControllerRevision>()
    var events = Collected<Event>()
    var services = Collected<Service>()
    var endpointSlices = Collected<EndpointSlice>()
    var podDisruptionBudgets = Collected<PodDisruptionBudget>()
    var priorityClasses = Collected<PriorityClass>()
    var runtimeClasses = Collected<RuntimeClass>()
    var resourceQuotas = Collected<ResourceQuota>()
    var limitRanges = Collected<LimitRange>()
    var persistentVolumeClaims = Collected<PersistentVolumeClaim>()
    var persistentVolumes = Collected<PersistentVolume>()
    var storageClasses = Collected<StorageClass>()
    var namespaces = Collected<Namespace>()
    var serviceAccounts = Collected<ServiceAccount>()
    var csiNodes = Collected<CSINode>()
    var podMetrics = Collected<PodMetrics>()

    /// The objects as they are written, where the decoder keeps them.
    var rawObjects: [RawObject] = []
    /// The objects as they are saved, where they are recorded.
    var savedChunks: [SavedChunk] = []
    /// What was hidden in them.
    var redaction = RedactionReport()
    /// Items that were Kubernetes objects, of known kinds or not.
    var readableCount = 0
    var unreadable: [UnreadableObject] = []
    /// The first item that is no object of Kubernetes, in a file of a directory or archive: others may hold objects.
    var firstForeign: UnreadableObject?
    /// How many more there were than `unreadable` lists.
    var unlistedUnreadableCount = 0
    var kindless: [KindlessItem] = []
    /// Objects in which a value was hidden by who saved them.
    var hiddenValues = HiddenValues()
    /// The kinds of which a list was there, be it empty.
    var listedKinds: Set<String> = []

    /// The most unreadable objects that are told one by one.
    static let mostListed = 50

    init() {}

    /// All that these hold, in their order. Of the kinds that clusters have most of, room is made once.
    init(merging batches: consuming [ObjectBatch]) {
        pods.reserveCapacity(batches.reduce(0) { $0 + $1.pods.objects.count })
        events.reserveCapacity(batches.reduce(0) { $0 + $1.events.objects.count })
        for place in batches.indices {
            append(batches[place])
            // What was taken over is not held twice.
            batches[place] = ObjectBatch()
        }
    }

    mutating func append(unreadable object: UnreadableObject) {
        if object.isForeign, !object.file.isEmpty {
            firstForeign = firstForeign ?? object
        } else if unreadable.count < Self.mostListed {
            unreadable.append(object)
        } else {
            unlistedUnreadableCount += 1
        }
    }

    mutating func append(_ other: ObjectBatch) {
        nodes.append(other.nodes)
        pods.append(other.pods)
        daemonSets.append(other.daemonSets)
        controllerRevisions.append(other.controllerRevisions)
        events.append(other.events)
        services.append(other.services)
        endpointSlices.append(other.endpointSlices)
        podDisruptionBudgets.append(other.podDisruptionBudgets)
        priorityClasses.append(other.priorityClasses)
        runtimeClasses.append(other.runtimeClasses)
        resourceQuotas.append(other.resourceQuotas)
        limitRanges.append(other.limitRanges)
        persistentVolumeClaims.append(other.persistentVolumeClaims)
        persistentVolumes.append(other.persistentVolumes)
        storageClasses.append(other.storageClasses)
        namespaces.append(other.namespaces)
        serviceAccounts.append(other.serviceAccounts)
        csiNodes.append(other.csiNodes)
        podMetrics.append(other.podMetrics)
        rawObjects += other.rawObjects
        savedChunks += other.savedChunks
        redaction.add(other.redaction)
        readableCount += other.readableCount
        for object in other.unreadable { append(unreadable: object) }
        firstForeign = firstForeign ?? other.firstForeign
        unlistedUnreadableCount += other.unlistedUnreadableCount
        kindless += other.kindless
        hiddenValues.add(other.hiddenValues)
        listedKinds.formUnion(other.listedKinds)
    }
}
