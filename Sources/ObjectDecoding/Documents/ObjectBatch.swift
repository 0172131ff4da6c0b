import ClusterSnapshot
import KubernetesModel

/// An object that could not be read.
package struct UnreadableObject: Sendable {
    /// The file inside of a directory or archive; empty when there is only one.
    package var file: String
    package var index: Int
    /// The known part of it, for instance `Pod logging/agent-x7k`.
    package var name: String
    package var reason: String
    /// Whether it is no object of Kubernetes at all, not a broken one.
    package var isForeign = false

    /// All of it, in a sentence for people.
    package var detail: String {
        let place = file.isEmpty ? "item \(index)" : "\(file), item \(index)"
        return (name.isEmpty ? place : "\(place), \(name)") + " is left out: \(reason)"
    }
}

/// An item that does not say its kind, of a list that tells it only at its end.
package struct KindlessItem: Sendable {
    package var document: Int
    package var index: Int
    package var file: SourceFile
    package var bytes: [UInt8]
}

/// The result of decoding a run of items.
package struct ObjectBatch: Sendable {
    /// The objects of each kind, at its position in the table of kinds; nil where there are none.
    private var lists = [KindList?](repeating: nil, count: KindDecoder.all.count)

    /// The objects as they are written, where the decoder keeps them.
    package var rawObjects: [RawObject] = []
    /// The kept part of the objects, if they are recorded.
    package var records: [any ObjectRecord] = []
    /// Items that were Kubernetes objects, of known kinds or not.
    package var readableCount = 0
    package var unreadable: [UnreadableObject] = []
    /// The first item that is no object of Kubernetes, in a file of a directory or archive: others may hold objects.
    package var firstForeign: UnreadableObject?
    /// How many more there were than `unreadable` lists.
    package var unlistedUnreadableCount = 0
    package var kindless: [KindlessItem] = []
    /// Objects in which a value was hidden by who saved them.
    package var hiddenValues = HiddenValues()
    /// The kinds of which a list was there, be it empty.
    package var listedKinds: Set<String> = []

    /// The most unreadable objects that are told one by one.
    package static let mostListed = 50

    package init() {}

    /// All that these hold, in their order. Room is made once.
    package init(merging batches: consuming [ObjectBatch]) {
        var counts = [Int](repeating: 0, count: lists.count)
        for index in batches.indices {
            for (position, list) in batches[index].lists.enumerated() { counts[position] += list?.count ?? 0 }
        }
        for index in batches.indices {
            for (position, list) in batches[index].lists.enumerated() where lists[position] == nil {
                if let list, list.count < counts[position] {
                    lists[position] = list.emptyOne(capacity: counts[position])
                }
            }
            append(batches[index])
            // What was taken over is not held twice.
            batches[index] = ObjectBatch()
        }
    }

    /// What is told beside the objects: of those that cannot be read, of hidden values, of kinds that were listed.
    package var withoutObjects: ObjectBatch {
        var rest = ObjectBatch()
        rest.unreadable = unreadable
        rest.firstForeign = firstForeign
        rest.unlistedUnreadableCount = unlistedUnreadableCount
        rest.hiddenValues = hiddenValues
        rest.listedKinds = listedKinds
        return rest
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

    package mutating func append(_ other: ObjectBatch) {
        for (position, list) in other.lists.enumerated() {
            if let list { append(list, at: position) }
        }
        rawObjects += other.rawObjects
        records += other.records
        readableCount += other.readableCount
        for object in other.unreadable { append(unreadable: object) }
        firstForeign = firstForeign ?? other.firstForeign
        unlistedUnreadableCount += other.unlistedUnreadableCount
        kindless += other.kindless
        hiddenValues.add(other.hiddenValues)
        listedKinds.formUnion(other.listedKinds)
    }
}

// MARK: - Objects by kind

extension ObjectBatch {
    /// The objects of a kind, in the order in which they were read.
    package func objects<Object: KubernetesObject>(of type: Object.Type) -> [Object] {
        list(of: type)?.objects ?? []
    }

    /// The list of a kind's objects; nil where there are none.
    func list<Object: KubernetesObject>(of type: Object.Type) -> Collected<Object>? {
        KindDecoder.positions[Object.kind].flatMap { lists[$0] } as? Collected<Object>
    }

    /// How many objects of a kind there are.
    func count(of kind: ObjectKind) -> Int { KindDecoder.positions[kind.rawValue].flatMap { lists[$0]?.count } ?? 0 }

    /// Hands all objects to a snapshot, each once: of one that stands there more than once, the newest.
    package func deliver(to snapshot: inout Snapshot) {
        for (decoder, list) in zip(KindDecoder.all, lists) {
            if let list { decoder.deliver(list, &snapshot) }
        }
    }

    /// Adds an object to the list at a position of the table of kinds.
    mutating func append<Object: KubernetesObject>(_ object: Object, version: UInt64, at position: Int) {
        makeUnique(position)
        guard let list = lists[position] as? Collected<Object> else {
            lists[position] = Collected(objects: [object], versions: [version])
            return
        }
        list.append(object, version: version)
    }

    private mutating func append(_ list: KindList, at position: Int) {
        if lists[position] == nil {
            lists[position] = list
            return
        }
        makeUnique(position)
        lists[position]?.append(list)
    }

    /// Sees to it that no other batch holds the list at a position.
    private mutating func makeUnique(_ position: Int) {
        if !isKnownUniquelyReferenced(&lists[position]) { lists[position] = lists[position]?.copy() }
    }
}
