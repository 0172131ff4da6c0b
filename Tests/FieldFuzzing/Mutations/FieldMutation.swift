/// A snapshot with one value that is hostile.
struct FieldMutation: Sendable, CustomStringConvertible {
    var seed: SeedSnapshot
    var part: Int
    var path: TreePath
    var value: HostileValue

    /// `rich: Pod logging/agent-x: spec.containers[0].name = long word`, which tells all that is needed to try it again.
    var description: String { "\(seed.name): \(seed.parts[part].name): \(path) = \(value.name)" }

    /// The same for all objects of a kind and elements of a list.
    var family: String { "\(seed.parts[part].kind): \(path.withoutPositions) = \(value.name)" }

    /// The snapshot.
    var bytes: [UInt8] { seed.bytes(replacing: (part, trees)) }

    /// The part in which the value stands, alone; more than one where it stands there twice.
    var trees: [JSONTree] {
        let replacement = value.make()
        if path.steps.isEmpty { return replacement.values }
        return [seed.parts[part].tree.replacing(path.steps[...], by: replacement)]
    }

    /// Whether the value stands in a DaemonSet, which can be asked about as a manifest and a patch too.
    var isInDaemonSet: Bool { seed.parts[part].kind == "DaemonSet" }

    /// All mutations of snapshots: every value in them times everything that is hostile in its place. Of a field that
    /// many objects have, texts that say the same everywhere are tried in the first.
    static func all(of seeds: [SeedSnapshot]) -> [FieldMutation] {
        var seen: [String: Int] = [:]
        return seeds.flatMap { all(of: $0, besides: &seen) }
    }

    private static func all(of seed: SeedSnapshot, besides seen: inout [String: Int]) -> [FieldMutation] {
        var mutations: [FieldMutation] = []
        for (position, part) in seed.parts.enumerated() {
            for (path, value) in part.tree.values() {
                let field = "\(part.kind) \(path.withoutPositions)"
                seen[field, default: 0] += 1
                let isKnown = seen[field, default: 0] > 1
                for hostile in HostileValue.all(for: value, at: path) where !isKnown || hostile.dependsOnPlace {
                    mutations.append(FieldMutation(seed: seed, part: position, path: path, value: hostile))
                }
            }
            guard position > 0 else { continue }
            for hostile in wholeObjects(part.tree) {
                mutations.append(FieldMutation(seed: seed, part: position, path: TreePath(), value: hostile))
            }
        }
        return mutations
    }

    /// An object that is not there, or more than once.
    private static func wholeObjects(_ tree: JSONTree) -> [HostileValue] {
        @Sendable func changed(_ key: String, _ value: String) -> JSONTree {
            let path = TreePath(steps: [.key("metadata"), .key(key)])
            return tree.replacing(path.steps[...], by: .one(.string(value)))
        }
        return [
            HostileValue("missing") { .nothing },
            HostileValue("twice") { Replacement(values: [tree, tree]) },
            HostileValue("twice, with another uid") { Replacement(values: [tree, changed("uid", "another")]) },
            HostileValue("twice, with another name") { Replacement(values: [tree, changed("name", "another")]) },
            HostileValue("as many copies as have room") {
                Replacement(values: [JSONTree](repeating: tree, count: 850_000 / (tree.bytes.count + 2)))
            },
            HostileValue("as many variants as have room") {
                let path: [TreePath.Step] = [.key("metadata"), .key("name")]
                let name = tree["metadata"]?["name"]?.string ?? ""
                return Replacement(
                    values: (0..<850_000 / (tree.bytes.count + 6)).map {
                        tree.replacing(path[...], by: .one(.string("\(name)-\(String($0, radix: 36))")))
                    })
            },
        ]
    }
}
