import CSimdJSON
import CheckedJSON
import KubernetesModel

/// Writes objects in the form that was asked for.
struct ObjectForm: Sendable {
    let representation: Representation
    let resource: ResourceDefinition
    let table: ResourceTable
    /// "Now", for ages.
    let now: Timestamp

    init(_ representation: Representation, resource: ResourceDefinition, now: Timestamp) {
        self.representation = representation
        self.resource = resource
        self.now = now
        table = ResourceTable.of(resource)
    }

    /// Kind and version of a list in this form.
    var listType: (kind: String, apiVersion: String) {
        switch representation {
        case .objects: return (resource.kind + "List", resource.apiVersion)
        case .table: return ("Table", Self.metaVersion)
        case .metadata: return ("PartialObjectMetadataList", Self.metaVersion)
        }
    }

    /// Kind and version of one object in this form.
    var type: (kind: String, apiVersion: String) {
        switch representation {
        case .objects: return (resource.kind, resource.apiVersion)
        case .table: return ("Table", Self.metaVersion)
        case .metadata: return ("PartialObjectMetadata", Self.metaVersion)
        }
    }

    /// One object by itself: of tables one with a single row.
    func alone(_ object: StoredObject) -> [[UInt8]] {
        guard case .table = representation else { return item(object) }
        let metadata = JSONValue.object(["resourceVersion": .string(String(object.resourceVersion))]).bytes
        return [tableHead(metadata: metadata)] + item(object) + [Array("]}".utf8)]
    }

    /// An object among others: of tables a row.
    func item(_ object: StoredObject) -> [[UInt8]] {
        switch representation {
        case .objects: return [object.bytes]
        case .metadata: return [Self.metadata(of: object)]
        case .table(let included):
            let cells = JSONValue.array(table.row(of: object, now: now)).bytes
            let head = Array(#"{"cells":"#.utf8) + cells + Array(#","object":"#.utf8)
            switch included {
            case .none: return [head + Array("null}".utf8)]
            case .metadata: return [head + Self.metadata(of: object) + [UInt8(ascii: "}")]]
            case .object: return [head, object.bytes, [UInt8(ascii: "}")]]
            }
        }
    }

    /// The beginning of a table, up to its rows.
    func tableHead(metadata: [UInt8]) -> [UInt8] {
        Array(#"{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":"#.utf8) + metadata
            + Array(#","columnDefinitions":"#.utf8) + JSONValue.array(table.columns.map(\.json)).bytes
            + Array(#","rows":["#.utf8)
    }

    private static let metaVersion = "meta.k8s.io/v1"

    private static func metadata(of object: StoredObject) -> [UInt8] {
        Array(#"{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":"#.utf8)
            + object.bytes[object.metadata] + [UInt8(ascii: "}")]
    }

    /// Pieces as one line: clients of a watch may take every line for an event.
    static func line(_ pieces: [[UInt8]]) -> [UInt8] {
        var bytes = pieces.first ?? []
        for piece in pieces.dropFirst() { bytes += piece }
        guard bytes.contains(0x0A) || bytes.contains(0x0D) else { return bytes }
        return [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
            count = bytes.withUnsafeBufferPointer { csj_minify($0.baseAddress, $0.count, buffer.baseAddress) }
        }
    }
}
