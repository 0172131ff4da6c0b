/// An object of the snapshot as it is written, with what requests ask for without reading it.
struct StoredObject: Sendable {
    var bytes: [UInt8]
    /// Empty for an object without one.
    var namespace: String
    var name: String
    /// Zero where it is no number.
    var resourceVersion: UInt64
    /// Where `metadata` stands in the bytes.
    var metadata: Range<Int>
    /// Where `metadata.labels` stands; empty when there are none.
    var labels: Range<Int>
    /// The values of the fields that can be selected by, in the order of ``SelectableFields``.
    var fields: [String]

    /// The sort key of a resource's objects, as in etcd: `logging/agent-x7k`.
    var key: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
}
