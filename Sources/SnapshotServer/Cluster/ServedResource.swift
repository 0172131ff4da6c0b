import KubernetesModel

/// The objects of one resource, sorted by namespace and name as etcd sorts them.
struct ServedResource: Sendable {
    var definition: ResourceDefinition
    var objects: [StoredObject]
    /// Why there may be objects in the cluster that are not here; nil when there are none.
    var warning: String?

    /// Sorts objects, and of those with one name keeps the newest.
    init(definition: ResourceDefinition, objects: [StoredObject], warning: String? = nil) {
        self.definition = definition
        self.warning = warning
        self.objects = []
        let keys = objects.map(\.key)
        let order = objects.indices.sorted { left, right in
            if keys[left] != keys[right] { return Self.precedes(keys[left], keys[right]) }
            // The newest first; of equal ones the first that was read.
            let versions = (objects[left].resourceVersion, objects[right].resourceVersion)
            return versions.0 != versions.1 ? versions.0 > versions.1 : left < right
        }
        self.objects.reserveCapacity(objects.count)
        var last: String?
        for place in order where keys[place] != last {
            self.objects.append(objects[place])
            last = keys[place]
        }
    }

    /// The places of the objects of a namespace; all when there is none.
    func range(namespace: String?) -> Range<Int> {
        guard let namespace else { return objects.indices }
        let start = objects.partitioningIndex { !Self.precedes($0.key, namespace + "/") }
        // The character after the slash.
        let end = objects.partitioningIndex { !Self.precedes($0.key, namespace + "0") }
        return start..<max(start, end)
    }

    /// The place of the first object behind a key.
    func place(after key: String) -> Int { objects.partitioningIndex { Self.precedes(key, $0.key) } }

    func object(namespace: String, name: String) -> StoredObject? {
        let key = namespace.isEmpty ? name : "\(namespace)/\(name)"
        let place = objects.partitioningIndex { !Self.precedes($0.key, key) }
        guard place < objects.count, objects[place].namespace == namespace, objects[place].name == name else {
            return nil
        }
        return objects[place]
    }

    /// Whether a key stands before another, byte for byte.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
