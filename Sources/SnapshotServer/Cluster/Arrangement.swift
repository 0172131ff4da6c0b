import ObjectDecoding
import SnapshotCollector

/// Sorts the objects of a snapshot by resource.
struct Arrangement {
    private struct Kind: Hashable {
        var kind: String
        var apiVersion: String
    }

    private var objects: [Kind: [StoredObject]] = [:]
    private var definitions: [Kind: ResourceDefinition] = [:]
    /// How many objects have no name, or cannot be read.
    private(set) var namelessCount = 0

    init(_ raw: [RawObject]) {
        let customResources = CustomResources(raw)
        let scanner = ObjectScanner()
        for object in raw {
            let kind = Kind(kind: object.kind, apiVersion: object.apiVersion)
            let definition = definitions[kind] ?? Self.definition(kind, customResources)
            guard let stored = scanner.object(object.bytes, fields: .of(definition)) else {
                namelessCount += 1
                continue
            }
            if definitions[kind] == nil {
                definitions[kind] = definition
                if !definition.isKnown { definitions[kind]?.isNamespaced = !stored.namespace.isEmpty }
            }
            objects[kind, default: []].append(stored)
        }
    }

    private static func definition(_ kind: Kind, _ customResources: CustomResources) -> ResourceDefinition {
        let (group, version) = ResourceDefinition.parts(of: kind.apiVersion.isEmpty ? "v1" : kind.apiVersion)
        return BuiltInResources.definition(group: group, version: version, kind: kind.kind)
            ?? customResources.definition(group: group, version: version, kind: kind.kind)
            ?? ResourceDefinition(
                group: group, version: version, kind: kind.kind,
                plural: ResourceDefinition.guessedPlural(kind.kind), isNamespaced: true, isKnown: false)
    }

    /// The resources to serve: those with objects, and those that dsdoctor reads.
    ///
    /// `missing` has the names of resources that the snapshot lacks, and whether that is doubtful.
    func resources(missing: [String: Bool]) -> [ServedResource] {
        var served = objects.compactMap { kind, objects in
            definitions[kind].map { ServedResource(definition: $0, objects: objects) }
        }
        let present = Set(served.map(\.definition.groupResource))
        for definition in BuiltInResources.diagnosed where !present.contains(definition.groupResource) {
            let warning = missing[definition.plural].map { isDoubtful in
                "the snapshot has no \(definition.plural)"
                    + (isDoubtful ? ": there are none, or they were not saved" : ": they were not saved")
            }
            served.append(ServedResource(definition: definition, objects: [], warning: warning))
        }
        return served.sorted { $0.definition.order < $1.definition.order }
    }
}

extension ResourceDefinition {
    fileprivate var order: (String, String, String) { (group, version, plural) }
}
