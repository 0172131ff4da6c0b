extension HostileValue {
    /// As much as one value may take, so that the whole stays below 1 MB.
    private static let mostBytes = 900_000
    private static let many = 100_000

    static func lists(for elements: [JSONTree]) -> [HostileValue] {
        var values: [HostileValue] = [
            .one("empty list") { .array([]) },
            .one("a list in itself") { .array([.array(elements)]) }.anywhere(),
            .one("null in front") { .array([.literal("null")] + elements) },
            .one("an empty text behind") { .array(elements + [.string("")]) }.anywhere(),
            .one("an object behind") { .array(elements + [.object([])]) }.anywhere(),
            .one("backwards") { .array(elements.reversed()) }.anywhere(),
            .one("each element twice") { .array(elements.flatMap { [$0, $0] }) },
            .one("100,000 nulls") { .array(copies(of: .literal("null"))) }.anywhere(),
            .one("100,000 numbers") { .array((0..<many).map { .literal("\($0)") }) }.anywhere(),
            .one("100,000 texts") { .array(copies(of: .string("a"))) }.anywhere(),
            .one("100,000 texts that differ") { .array((0..<many).map { .string("x\(String($0, radix: 36))") }) }
                .anywhere(),
            .one("100,000 empty objects") { .array(copies(of: .object([]))) }.anywhere(),
        ]
        if let first = elements.first {
            values.append(.one("as many copies of the first as have room") { .array(copies(of: first)) })
            values.append(.one("as many variants of the first as have room") { .array(variants(of: first)) })
        }
        if let last = elements.last, elements.count > 1 {
            values.append(.one("as many variants of the last as have room") { .array(variants(of: last)) })
        }
        return values
    }

    static func objects(for members: [JSONTree.Member]) -> [HostileValue] {
        @Sendable func with(_ key: String, _ value: JSONTree) -> JSONTree {
            .object(members + [.init(key: key, value: value)])
        }
        var values: [HostileValue] = [
            .one("empty object") { .object([]) },
            .one("unknown member") { with("unknown", .object([.init(key: "a", value: .array([]))])) }.anywhere(),
            .one("member without a name") { with("", .string("")) }.anywhere(),
            .one("member of a hostile name") { with("a\u{1B}[31m\n\u{202E}<b>$(id)", .string("v")) }.anywhere(),
            .one("member of a long name") { with(String(repeating: "k", count: 100_000), .string("1")) }.anywhere(),
            .one("all members twice") { .object(members + members) },
            .one("backwards") { .object(members.reversed()) }.anywhere(),
            .one("90,000 members") {
                .object(members + (0..<90_000).map { .init(key: String($0, radix: 36), value: .literal("1")) })
            },
            .one("60,000 members of amounts and texts") {
                .object(
                    members
                        + (0..<60_000).map {
                            .init(key: String($0, radix: 36), value: .string($0 % 2 == 0 ? "1" : "a"))
                        }
                )
            }.anywhere(),
            .one("one member 90,000 times") {
                .object((0..<90_000).map { _ in .init(key: members.first?.key ?? "a", value: .literal("1")) })
            }.anywhere(),
        ]
        if members.isEmpty { return values }
        values.append(.one("without the first member") { .object(Array(members.dropFirst())) })
        return values
    }

    /// Whether a key is one that people choose, as labels' and resources' are, and not a field's.
    static func isName(_ key: String) -> Bool {
        key.contains { !$0.isLetter && !$0.isNumber }
            || ["cpu", "memory", "pods", "app", "tier", "pool", "storage"].contains(key)
    }

    /// Other names for a label, a resource or an annotation.
    static func keys(for value: JSONTree) -> [HostileValue] {
        let names = [
            "", "a/b/c", "hugepages-", "requests.", "cpu", "limits.cpu", "count/pods", "-a", "a b",
            "\u{1B}[31m\n\u{202E}", "<b>$(id)`",
            "node.kubernetes.io/unreachable", String(repeating: "k", count: 5_000),
        ]
        return names.map { name in
            HostileValue("key \(name.prefix(40).debugDescription)") { Replacement(values: [value], key: name) }
        }
    }

    private static func copies(of tree: JSONTree) -> [JSONTree] {
        [JSONTree](repeating: tree, count: count(of: tree))
    }

    /// Copies that differ in their name, so that none is taken for another.
    static func variants(of tree: JSONTree) -> [JSONTree] {
        (0..<count(of: tree)).map { variant(of: tree, String($0, radix: 36)) }
    }

    private static func count(of tree: JSONTree) -> Int { min(many, mostBytes / (tree.bytes.count + 6)) }

    private static func variant(of tree: JSONTree, _ mark: String) -> JSONTree {
        switch tree {
        case .string(let text): return .string(text + mark)
        case .literal: return .literal(mark.first == "0" ? "0" : "\(Int(mark, radix: 36) ?? 0)")
        case .array(let elements): return .array(elements.map { variant(of: $0, mark) })
        case .object(let members):
            let names: Set = [
                "name", "key", "type", "uid", "metadata", "podRef", "message", "mountPath", "containerPort", "hostPort",
                "port",
            ]
            return .object(
                members.map { names.contains($0.key) ? .init(key: $0.key, value: variant(of: $0.value, mark)) : $0 })
        }
    }
}
