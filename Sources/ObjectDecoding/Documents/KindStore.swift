import ClusterSnapshot
import KubernetesModel

/// The objects of one kind in a cluster that goes on changing, in the order in which an API server lists them.
///
/// Objects are decoded once. An array is handed to a snapshot as it is, and copied only when the next change comes while
/// somebody still holds that snapshot.
package class KindStore {
    /// A store without objects.
    package static func empty(of kind: ObjectKind) -> KindStore {
        KindDecoder.positions[kind.rawValue].map { KindDecoder.all[$0].makeStore() } ?? KindStore()
    }

    /// How many objects there are.
    package var count: Int { 0 }

    /// Takes over what a list gives. Objects that are as before stay, with the memory that they share.
    ///
    /// - Returns: how many objects are new, changed or gone.
    package func replace(with pages: [ObjectBatch]) -> Int { 0 }

    /// Takes over what a watch tells.
    ///
    /// - Returns: how many changes there were.
    package func apply(_ run: ChangeRun) -> Int { 0 }

    /// Hands all objects to a snapshot, and those of other stores of the kind after them.
    package func deliver(with others: [KindStore], to snapshot: inout Snapshot) {}
}

/// Objects of one type in the order of their keys.
final class StoredObjects<Object: KubernetesObject>: KindStore {
    private(set) var objects: [Object] = []
    private var gaps: [Gap] = []
    private let keep: @Sendable (inout Snapshot, [Object]) -> Void
    /// Lets an object share with the one before what both have alike.
    private let share: @Sendable (inout Object, Object) -> Void

    init(
        keep: @escaping @Sendable (inout Snapshot, [Object]) -> Void,
        share: @escaping @Sendable (inout Object, Object) -> Void
    ) {
        self.keep = keep
        self.share = share
    }

    override var count: Int { objects.count }

    override func deliver(with others: [KindStore], to snapshot: inout Snapshot) {
        var all = objects
        snapshot.gaps += gaps
        for case let other as StoredObjects<Object> in others {
            all += other.objects
            snapshot.gaps += other.gaps
        }
        keep(&snapshot, all)
    }

    override func replace(with pages: [ObjectBatch]) -> Int {
        let listed = Collected<Object>()
        for page in pages { if let list = page.list(of: Object.self) { listed.append(list) } }
        gaps = []
        var fresh = listed.newest(gaps: &gaps)
        let isSorted = zip(fresh, fresh.dropFirst()).allSatisfy { !ListOrder.precedes($1.metadata, $0.metadata) }
        if !isSorted { fresh.sort { ListOrder.precedes($0.metadata, $1.metadata) } }
        var changeCount = 0
        var old = 0
        for index in fresh.indices {
            while old < objects.count, ListOrder.precedes(objects[old].metadata, fresh[index].metadata) {
                old += 1
                changeCount += 1
            }
            let isKnown = old < objects.count && !ListOrder.precedes(fresh[index].metadata, objects[old].metadata)
            if isKnown, objects[old] == fresh[index] {
                fresh[index] = objects[old]
            } else {
                if isKnown { share(&fresh[index], objects[old]) }
                changeCount += 1
            }
            if isKnown { old += 1 }
        }
        changeCount += objects.count - old
        objects = fresh
        return changeCount
    }

    override func apply(_ run: ChangeRun) -> Int {
        let changed = run.batch.list(of: Object.self)?.objects ?? []
        var removed: [Int] = []
        var added: [Object] = []
        for index in lastChanges(of: changed) where index < run.areDeleted.count {
            let position = position(for: changed[index].metadata)
            let isKnown =
                position < objects.count
                && !ListOrder.precedes(changed[index].metadata, objects[position].metadata)
            switch (isKnown, run.areDeleted[index]) {
            case (true, true): removed.append(position)
            case (true, false):
                var object = changed[index]
                share(&object, objects[position])
                objects[position] = object
            case (false, true): break
            case (false, false): added.append(changed[index])
            }
        }
        if !removed.isEmpty || !added.isEmpty { merge(removed: removed.sorted(), added: added) }
        return changed.count
    }

    /// The positions of changes after which none comes for the same object.
    private func lastChanges(of changed: [Object]) -> [Int] {
        if changed.count == 1 { return [0] }
        var last: [ObjectKey: Int] = [:]
        for (index, object) in changed.enumerated() { last[ObjectKey(object.metadata)] = index }
        return last.values.sorted()
    }

    /// Where an object of this name stands, or would stand.
    private func position(for metadata: ObjectMeta) -> Int {
        var (low, high) = (0, objects.count)
        while low < high {
            let middle = (low + high) / 2
            if ListOrder.precedes(objects[middle].metadata, metadata) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func merge(removed: [Int], added: [Object]) {
        let added = added.sorted { ListOrder.precedes($0.metadata, $1.metadata) }
        var merged: [Object] = []
        merged.reserveCapacity(objects.count - removed.count + added.count)
        var (nextRemoved, nextAdded) = (0, 0)
        for index in objects.indices {
            while nextAdded < added.count, ListOrder.precedes(added[nextAdded].metadata, objects[index].metadata) {
                merged.append(added[nextAdded])
                nextAdded += 1
            }
            if nextRemoved < removed.count, removed[nextRemoved] == index {
                nextRemoved += 1
            } else {
                merged.append(objects[index])
            }
        }
        merged += added[nextAdded...]
        objects = merged
    }
}

private struct ObjectKey: Hashable {
    var namespace: String
    var name: String

    init(_ metadata: ObjectMeta) {
        namespace = metadata.namespace
        name = metadata.name
    }
}

/// The order of an API server's lists: that of etcd's keys, which end in `namespace/name`.
enum ListOrder {
    static func precedes(_ left: ObjectMeta, _ right: ObjectMeta) -> Bool {
        if left.namespace == right.namespace { return left.name < right.name }
        // What follows the shorter of two namespaces is a slash, which stands after the hyphen and the dot.
        if right.namespace.hasPrefix(left.namespace) {
            return right.namespace.utf8.dropFirst(left.namespace.utf8.count).first.map { $0 > UInt8(ascii: "/") }
                ?? false
        }
        if left.namespace.hasPrefix(right.namespace) {
            return left.namespace.utf8.dropFirst(right.namespace.utf8.count).first.map { $0 < UInt8(ascii: "/") }
                ?? false
        }
        return left.namespace < right.namespace
    }
}
