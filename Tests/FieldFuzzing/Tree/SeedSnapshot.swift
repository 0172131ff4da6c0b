import ByteStreams
import CheckedJSON
import Foundation

/// A saved cluster that is fuzzed: its objects, and what stands beside them.
struct SeedSnapshot: Sendable {
    /// A value whose parts are replaced: an object, or the list without its objects.
    struct Part: Sendable {
        /// `Pod logging/agent-x`.
        var name: String
        var kind: String
        var tree: JSONTree
        fileprivate var bytes: [UInt8]
    }

    var name: String
    /// First the list itself.
    private(set) var parts: [Part]
    /// The snapshot as it is.
    private(set) var bytes: [UInt8] = []

    /// Reads a file, JSON or YAML.
    init(path: String) throws {
        let content = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let documents = path.hasSuffix(".json") ? [content] : try Self.documents(ofYAML: content, path: path)
        var list: [JSONTree.Member] = []
        var objects: [JSONTree] = []
        for document in documents {
            guard case .object(let members) = JSONTree(try JSONValue(document)) else { continue }
            if let items = members.first(where: { $0.key == "items" }), case .array(let elements) = items.value {
                objects += elements
                list = members.filter { $0.key != "items" }
            } else {
                objects.append(.object(members))
            }
        }
        name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        if name == "snapshot" { name = URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent }
        if list.isEmpty { list = [JSONTree.Member(key: "kind", value: .string("List"))] }
        parts = [Part(name: "List", kind: "List", tree: .object(list), bytes: JSONTree.object(list).bytes)]
        parts += objects.map { object in
            let kind = object["kind"]?.string ?? ""
            let names = [object["metadata"]?["namespace"]?.string, object["metadata"]?["name"]?.string]
            return Part(
                name: "\(kind) \(names.compactMap(\.self).joined(separator: "/"))", kind: kind, tree: object,
                bytes: object.bytes)
        }
        bytes = bytes(replacing: nil)
    }

    private static func documents(ofYAML content: [UInt8], path: String) throws -> [[UInt8]] {
        let stream = YAMLByteStream(MemoryByteStream(content), path: path)
        var json: [UInt8] = []
        let portion = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { portion.deallocate() }
        while case let count = try stream.read(into: portion), count > 0 { json += portion[..<count] }
        return json.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    /// The snapshot with a part replaced by any number of others.
    func bytes(replacing replaced: (part: Int, trees: [JSONTree])?) -> [UInt8] {
        var list = parts[0].bytes
        if let replaced, replaced.part == 0 { list = replaced.trees.first?.bytes ?? [] }
        // The members of the list, and behind them its objects.
        guard list.first == UInt8(ascii: "{"), list.last == UInt8(ascii: "}") else { return list }
        var result = Array(list.dropLast())
        if result.count > 1 { result.append(UInt8(ascii: ",")) }
        result += "\n\"items\":[\n".utf8
        var isFirst = true
        func add(_ bytes: [UInt8]) {
            if !isFirst { result += ",\n".utf8 }
            isFirst = false
            result += bytes
        }
        for (place, part) in parts.enumerated().dropFirst() {
            if let replaced, replaced.part == place {
                for tree in replaced.trees { add(tree.bytes) }
            } else {
                add(part.bytes)
            }
        }
        result += "\n]}\n".utf8
        return result
    }
}
