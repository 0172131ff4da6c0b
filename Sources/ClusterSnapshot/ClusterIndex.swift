import KubernetesModel

/// A snapshot with the ways through it that a diagnosis walks: built once, in one pass over each kind.
///
/// Positions are indices into the snapshot's arrays, so that the index holds no second copy of an object.
public struct ClusterIndex: Sendable {
    /// The objects that the positions are of.
    public internal(set) var snapshot: Snapshot

    /// Positions of nodes, by name.
    public internal(set) var nodeByName: [String: Int]
    /// Positions of the pods that are bound to each node, in the order of ``Snapshot/nodes``; terminal ones too.
    public internal(set) var podsByNode: [[Int]]
    /// Positions of the pods whose node is not in the snapshot, by the node's name.
    public let podsOnUnknownNodes: [String: [Int]]
    /// Positions of pods, by the UID of the owner that controls them.
    public internal(set) var podsByController: [String: [Int]]
    /// Positions of the pods of a namespace that nothing controls.
    public internal(set) var uncontrolledPodsByNamespace: [String: [Int]]
    /// Positions of DaemonSets, by UID.
    public let daemonSetByUID: [String: Int]
    /// Positions of DaemonSets, by namespace and name.
    public let daemonSetByName: [ObjectKey: Int]
    /// Positions of ControllerRevisions, by the UID of the owner that controls them.
    public internal(set) var revisionsByController: [String: [Int]]
    /// Positions of events, by the object they happened to.
    public let eventsByObject: [ObjectKey: [Int]]
    /// Positions of the events that tell of an eviction, by the node that tells it.
    public let evictionsByHost: [String: [Int]]
    /// Positions of what pods use, by namespace and name of the pod.
    public let metricsByPod: [ObjectKey: Int]
    /// Positions of namespaces, by name.
    public let namespaceByName: [String: Int]
    /// Positions of priority classes, by name.
    public let priorityClassByName: [String: Int]
    /// The position of the priority class of pods that name none; of several defaults the lowest.
    public let defaultPriorityClassPosition: Int?
    /// Positions of runtime classes, by name.
    public let runtimeClassByName: [String: Int]
    /// Positions of limit ranges, by namespace.
    public let limitRangesByNamespace: [String: [Int]]
    /// The requests and limits of containers that give none, by namespace (`LimitRanger`, `mergeContainerResources`): of
    /// several LimitRanges the first counts.
    public let containerDefaultsByNamespace: [String: ResourceRequirements]
    /// Positions of claims, by namespace and name.
    public let claimByName: [ObjectKey: Int]
    /// Positions of volumes, by name.
    public let volumeByName: [String: Int]
    /// Positions of storage classes, by name.
    public let storageClassByName: [String: Int]
    /// Positions of CSINodes, by name.
    public let csiNodeByName: [String: Int]
    /// Positions of logs, by namespace and pod.
    public let logsByPod: [ObjectKey: [Int]]

    /// An object, by kind, namespace and name.
    public struct ObjectKey: Hashable, Sendable {
        /// For instance `Pod`.
        public var kind: String
        /// Empty for objects outside of namespaces.
        public var namespace: String
        /// The object's name.
        public var name: String

        /// Puts the parts together.
        public init(kind: String, namespace: String, name: String) {
            self.kind = kind
            self.namespace = namespace
            self.name = name
        }
    }

    /// Puts the parts together.
    public init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        let nodeByName = Self.positions(of: snapshot.nodes) { $0.metadata.name }
        self.nodeByName = nodeByName
        var podsByNode = [[Int]](repeating: [], count: snapshot.nodes.count)
        var podsOnUnknownNodes: [String: [Int]] = [:]
        var podsByController: [String: [Int]] = [:]
        var uncontrolled: [String: [Int]] = [:]
        let pods = snapshot.pods
        // Fields are read in place: to copy whole pods costs more than all of this.
        for position in pods.indices {
            let nodeName = pods[position].nodeName
            if !nodeName.isEmpty {
                if let node = nodeByName[nodeName] {
                    podsByNode[node].append(position)
                } else {
                    podsOnUnknownNodes[nodeName, default: []].append(position)
                }
            }
            if let owner = pods[position].metadata.ownerReferences.firstIndex(where: \.isController) {
                podsByController[pods[position].metadata.ownerReferences[owner].uid, default: []].append(position)
            } else {
                uncontrolled[pods[position].metadata.namespace, default: []].append(position)
            }
        }
        self.podsByNode = podsByNode
        self.podsOnUnknownNodes = podsOnUnknownNodes
        self.podsByController = podsByController
        uncontrolledPodsByNamespace = uncontrolled
        daemonSetByUID = Self.positions(of: snapshot.daemonSets) { $0.metadata.uid }
        daemonSetByName = Self.positions(of: snapshot.daemonSets) {
            ObjectKey(kind: DaemonSet.kind, namespace: $0.metadata.namespace, name: $0.metadata.name)
        }
        var revisionsByController: [String: [Int]] = [:]
        for (position, revision) in snapshot.controllerRevisions.enumerated() {
            guard let controller = revision.metadata.controller else { continue }
            revisionsByController[controller.uid, default: []].append(position)
        }
        self.revisionsByController = revisionsByController
        eventsByObject = Dictionary(
            grouping: snapshot.events.indices,
            by: { position in
                let object = snapshot.events[position].regarding
                return ObjectKey(kind: object.kind, namespace: object.namespace, name: object.name)
            })
        evictionsByHost = Dictionary(
            grouping: snapshot.events.indices.lazy.filter { snapshot.events[$0].reason == "Evicted" },
            by: { snapshot.events[$0].host })
        metricsByPod = Self.positions(of: snapshot.podMetrics) {
            ObjectKey(kind: PodMetrics.kind, namespace: $0.metadata.namespace, name: $0.metadata.name)
        }
        namespaceByName = Self.positions(of: snapshot.namespaces) { $0.metadata.name }
        priorityClassByName = Self.positions(of: snapshot.priorityClasses) { $0.metadata.name }
        let priorityClasses = snapshot.priorityClasses
        defaultPriorityClassPosition = priorityClasses.indices.filter { priorityClasses[$0].isGlobalDefault }
            .min { priorityClasses[$0].value < priorityClasses[$1].value }
        runtimeClassByName = Self.positions(of: snapshot.runtimeClasses) { $0.metadata.name }
        limitRangesByNamespace = Dictionary(grouping: snapshot.limitRanges.indices) {
            snapshot.limitRanges[$0].metadata.namespace
        }
        containerDefaultsByNamespace = limitRangesByNamespace.mapValues { positions in
            let items = positions.flatMap { snapshot.limitRanges[$0].limits }.filter { $0.type == "Container" }
            // Of two entries of one name a list keeps the later.
            return ResourceRequirements(
                requests: ResourceList(items.flatMap(\.defaultRequests.entries).reversed()),
                limits: ResourceList(items.flatMap(\.defaultLimits.entries).reversed()))
        }
        claimByName = Self.positions(of: snapshot.persistentVolumeClaims) {
            ObjectKey(kind: PersistentVolumeClaim.kind, namespace: $0.metadata.namespace, name: $0.metadata.name)
        }
        volumeByName = Self.positions(of: snapshot.persistentVolumes) { $0.metadata.name }
        storageClassByName = Self.positions(of: snapshot.storageClasses) { $0.metadata.name }
        csiNodeByName = Self.positions(of: snapshot.csiNodes) { $0.metadata.name }
        logsByPod = Dictionary(
            grouping: snapshot.logs.indices,
            by: { position in
                let log = snapshot.logs[position]
                return ObjectKey(kind: Pod.kind, namespace: log.namespace, name: log.pod)
            })
    }

    private static func positions<Object, Key: Hashable>(of objects: [Object], by key: (Object) -> Key) -> [Key: Int] {
        var positions: [Key: Int] = [:]
        positions.reserveCapacity(objects.count)
        for (position, object) in objects.enumerated() { positions[key(object)] = position }
        return positions
    }
}

extension ClusterIndex {
    /// The node of this name.
    public func node(named name: String) -> Node? { nodeByName[name].map { snapshot.nodes[$0] } }

    /// The namespace of this name.
    public func namespace(named name: String) -> Namespace? { namespaceByName[name].map { snapshot.namespaces[$0] } }

    /// The priority class of this name.
    public func priorityClass(named name: String) -> PriorityClass? {
        priorityClassByName[name].map { snapshot.priorityClasses[$0] }
    }

    /// The priority class of pods that name none; nil where the cluster has no default.
    public var defaultPriorityClass: PriorityClass? {
        defaultPriorityClassPosition.map { snapshot.priorityClasses[$0] }
    }

    /// The runtime class of this name.
    public func runtimeClass(named name: String) -> RuntimeClass? {
        runtimeClassByName[name].map { snapshot.runtimeClasses[$0] }
    }

    /// The limit ranges of a namespace.
    public func limitRanges(inNamespace namespace: String) -> [LimitRange] {
        (limitRangesByNamespace[namespace] ?? []).map { snapshot.limitRanges[$0] }
    }

    /// The claim of this name.
    public func claim(namespace: String, name: String) -> PersistentVolumeClaim? {
        claimByName[ObjectKey(kind: PersistentVolumeClaim.kind, namespace: namespace, name: name)]
            .map { snapshot.persistentVolumeClaims[$0] }
    }

    /// The events that happened to an object, oldest first.
    public func events(kind: String, namespace: String, name: String) -> [Event] {
        let positions = eventsByObject[ObjectKey(kind: kind, namespace: namespace, name: name)] ?? []
        return positions.map { snapshot.events[$0] }.sorted {
            ($0.lastTimestamp ?? $0.firstTimestamp ?? Timestamp(seconds: 0), $0.metadata.name)
                < ($1.lastTimestamp ?? $1.firstTimestamp ?? Timestamp(seconds: 0), $1.metadata.name)
        }
    }

    /// The logs of a pod's containers.
    public func logs(ofPod name: String, namespace: String) -> [ContainerLog] {
        (logsByPod[ObjectKey(kind: Pod.kind, namespace: namespace, name: name)] ?? []).map { snapshot.logs[$0] }
    }
}
