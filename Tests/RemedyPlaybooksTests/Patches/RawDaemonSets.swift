import ByteStreams
import CheckedJSON
import KubernetesModel
import ObjectDecoding

@testable import DaemonSetPatching

/// The DaemonSets of a snapshot as they stand in its file.
struct RawDaemonSets {
    private var objects: [String: JSONValue] = [:]

    /// Reads a compressed `v1 List`.
    init(path: String) throws {
        let archive = try ArchiveHandle(try FileByteStream(path: path), path: path)
        _ = try archive.nextEntry()
        let stream = ArchiveByteStream(archive, path: path)
        var bytes: [UInt8] = []
        while true {
            let portion = try PeekedByteStream(stream, count: 1 << 20).beginning
            if portion.isEmpty { break }
            bytes += portion
        }
        let list = try JSONValue(bytes)
        for item in list["items"]?.elements ?? [] where item["kind"] == .string(DaemonSet.kind) {
            let metadata = item["metadata"]
            objects["\(metadata?["namespace"]?.string ?? "")/\(metadata?["name"]?.string ?? "")"] = item
        }
    }

    /// The object of a DaemonSet.
    subscript(daemonSet: DaemonSet) -> JSONValue? { objects[daemonSet.metadata.qualifiedName] }

    /// The DaemonSet that an object describes.
    static func decoded(_ object: JSONValue) throws -> DaemonSet {
        try ObjectDecoder().daemonSet(in: object)
    }
}
