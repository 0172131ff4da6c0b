import CheckedJSON
import ObjectDecoding
import SnapshotCollector

/// The names of custom resources, as far as the snapshot holds their definitions.
struct CustomResources {
    private var definitions: [Key: ResourceDefinition] = [:]

    private struct Key: Hashable {
        var group: String
        var kind: String
    }

    /// Reads every CustomResourceDefinition among the objects.
    init(_ objects: [RawObject]) {
        for object in objects where object.kind == "CustomResourceDefinition" {
            guard let json = try? JSONValue(object.bytes), let spec = json["spec"], let names = spec["names"],
                let group = spec["group"]?.string, let kind = names["kind"]?.string,
                let plural = names["plural"]?.string, Self.isName(plural)
            else { continue }
            definitions[Key(group: group, kind: kind)] = ResourceDefinition(
                group: group, version: "", kind: kind, plural: plural,
                shortNames: names["shortNames"]?.elements?.compactMap(\.string) ?? [],
                isNamespaced: spec["scope"]?.string != "Cluster",
                categories: names["categories"]?.elements?.compactMap(\.string) ?? [])
        }
    }

    func definition(group: String, version: String, kind: String) -> ResourceDefinition? {
        var definition = definitions[Key(group: group, kind: kind)]
        definition?.version = version
        return definition
    }

    /// Whether a text can be a part of a path as it is.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
    }
}
