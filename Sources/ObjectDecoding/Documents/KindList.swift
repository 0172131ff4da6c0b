import KubernetesModel

/// The objects of one kind in a batch, whatever the kind.
///
/// A batch changes a list only while it holds it alone.
class KindList: @unchecked Sendable {
    /// How many objects there are.
    var count: Int { 0 }

    /// The same objects in a list of its own.
    func copy() -> KindList { self }

    /// Adds the objects of another list of the same kind.
    func append(_ other: KindList) {}

    /// A list for objects of the same kind, with room for so many.
    func emptyOne(capacity: Int) -> KindList { self }
}

/// Objects of one kind in the order they were read, with their `resourceVersion`s.
final class Collected<Object: KubernetesObject>: KindList, @unchecked Sendable {
    var objects: [Object]
    var versions: [UInt64]

    init(objects: [Object] = [], versions: [UInt64] = []) {
        self.objects = objects
        self.versions = versions
    }

    override var count: Int { objects.count }

    override func copy() -> KindList { Collected(objects: objects, versions: versions) }

    func append(_ object: Object, version: UInt64) {
        objects.append(object)
        versions.append(version)
    }

    override func append(_ other: KindList) {
        guard let other = other as? Collected else { return }
        objects.append(contentsOf: other.objects)
        versions.append(contentsOf: other.versions)
    }

    override func emptyOne(capacity: Int) -> KindList {
        let list = Collected()
        list.objects.reserveCapacity(capacity)
        list.versions.reserveCapacity(capacity)
        return list
    }
}
