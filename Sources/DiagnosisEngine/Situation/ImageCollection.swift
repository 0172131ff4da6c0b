import ClusterSnapshot
import KubernetesModel

/// What the kubelet says of its last try to make room by removing unused images (`realImageGCManager.GarbageCollect`).
struct ImageCollection: Sendable {
    /// How much it wanted to free, in bytes.
    var wanted: WholeNumber
    /// How much of unused images it found, in bytes.
    var found: WholeNumber

    /// The last try on a node, by its events; nil where none tells.
    init?(on node: Node, in index: ClusterIndex) {
        let events = ["", "default"].flatMap { index.events(kind: Node.kind, namespace: $0, name: node.name) }
        let last = events.filter { $0.reason == "FreeDiskSpaceFailed" || $0.reason == "ImageGCFailed" }
            .max { $0.latest < $1.latest }
        guard let last, let read = Self(message: last.message) else { return nil }
        self = read
    }

    /// Reads `Attempted to free 217604915 bytes, but only found 0 bytes eligible to free` and, of Kubernetes before 1.26,
    /// `wanted to free 217604915 bytes, but freed 0 bytes`.
    init?(message: String) {
        let words = message.lowercased()
        func number(after text: String) -> WholeNumber? {
            words[...].after(text).flatMap { WholeNumber($0.prefix(while: \.isNumber)) }
        }
        guard let wanted = number(after: "to free "),
            let found = number(after: "only found ") ?? number(after: "but freed ")
        else { return nil }
        self.wanted = wanted
        self.found = found
    }

    /// A sentence where images can't make room on any of the nodes, and for how much they asked at most; nil where they
    /// can, or where a node says nothing of it.
    static func inVain(on nodes: [Node], in index: ClusterIndex) -> (sentence: String, wanted: String)? {
        var most: WholeNumber = 0
        for node in nodes {
            guard let last = ImageCollection(on: node, in: index), last.found == 0 else { return nil }
            most = max(most, last.wanted)
        }
        guard most > 0 else { return nil }
        let wanted = Quantity(units: most, format: .binarySI).readable(for: ResourceName.ephemeralStorage)
        return (
            " The kubelet wanted to free \(wanted) of the image file system (where the runtime keeps its data) and "
                + "found no unused image there: something else fills it, or it is too small.", wanted
        )
    }
}
