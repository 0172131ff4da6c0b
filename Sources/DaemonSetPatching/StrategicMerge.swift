import CheckedJSON

/// Applies strategic merge patches as the API server does (`apimachinery/pkg/util/strategicpatch`, `mergeMap`).
enum StrategicMerge {
    private static let marker = "$patch"
    private static let retainKeys = "$retainKeys"
    private static let elementOrder = "$setElementOrder/"
    private static let deletions = "$deleteFromPrimitiveList/"

    /// Whether the key is an instruction to the merge and no field.
    static func isDirective(_ key: String) -> Bool {
        key == marker || key == retainKeys || key.hasPrefix(elementOrder) || key.hasPrefix(deletions)
    }

    /// The field that a directive is about.
    static func subject(of directive: String) -> String? {
        for prefix in [elementOrder, deletions] where directive.hasPrefix(prefix) {
            return String(directive.dropFirst(prefix.count))
        }
        return nil
    }

    typealias Members = [String: JSONValue]

    /// `original` with `patch` merged into it; `schema` is nil where nothing is known about the fields.
    static func merged(
        _ original: Members, _ patch: Members, schema: PatchSchema?, at place: String
    ) throws(PatchFailure) -> Members {
        if let directive = patch[marker] {
            switch directive {
            case .string("replace"): return patch.filter { $0.key != marker }
            case .string("delete"): return [:]
            default: throw unknown(directive, at: place)
            }
        }
        var result = original
        var patch = patch
        try retain(&result, &patch, at: place)
        try setOrder(&result, &patch, schema: schema, at: place)
        for (key, value) in patch.sorted(by: { $0.key < $1.key }) {
            let path = path(place, key)
            if key.hasPrefix(deletions) {
                guard let field = subject(of: key), let doomed = value.elements else { continue }
                if let elements = result[field]?.elements {
                    result[field] = .array(elements.filter { !doomed.contains($0) })
                }
                continue
            }
            let shape = schema?.fields[key]?.shape ?? .anything
            switch (result[key], value) {
            case (_, .null): result[key] = nil
            case (.object(let own)?, .object(let other)):
                let merged = try merged(own, other, schema: objectSchema(shape), at: path)
                result[key] = .object(merged)
            case (.array(let own)?, .array(let other)):
                result[key] = .array(try mergedList(own, other, shape: shape, at: path))
            case (nil, .array(let other)):
                guard case .keyedList = shape else {
                    result[key] = clean(value)
                    continue
                }
                result[key] = .array(try mergedList([], other, shape: shape, at: path))
            // What is marked with $patch is lost where there is nothing to merge it with.
            default: result[key] = value[marker] == nil ? clean(value) : nil
            }
        }
        return result
    }

    // MARK: - Lists

    private static func mergedList(
        _ original: [JSONValue], _ patch: [JSONValue], shape: PatchSchema.Shape, at place: String
    ) throws(PatchFailure) -> [JSONValue] {
        switch shape {
        case .set:
            let added = patch.filter { !original.contains($0) }
            return ordered(original + added, by: patch, server: original) { $0 }
        case .keyedList(let key, let schema):
            return try mergedList(original, patch, key: key, schema: schema, at: place)
        default: return clean(patch)
        }
    }

    private static func mergedList(
        _ original: [JSONValue], _ patch: [JSONValue], key: String, schema: PatchSchema, at place: String
    ) throws(PatchFailure) -> [JSONValue] {
        var (kept, additions) = (original, [JSONValue]())
        var replacesAll = false
        for element in patch {
            guard let members = element.members else {
                throw PatchFailure(
                    place: place, reason: "must be a mapping with \(key), not \(element.shown)",
                    hint: "write each element as {\(key): …}")
            }
            switch members[marker] {
            case nil: additions.append(element)
            case .string("replace"): replacesAll = true
            case .string("delete"):
                guard let name = members[key] else { throw missing(key, at: place) }
                kept.removeAll { $0[key] == name }
            case .string("merge"):
                throw PatchFailure(
                    place: place, reason: "$patch: merge is not possible in a list",
                    hint: "leave it out: it is the default")
            case let directive?: throw unknown(directive, at: place)
            }
        }
        if replacesAll { return clean(additions) }
        let server = kept
        for element in additions {
            guard let members = element.members, let name = members[key] else { throw missing(key, at: place) }
            if let position = kept.firstIndex(where: { $0[key] == name }), let own = kept[position].members {
                let path = "\(place)[\(plain(name))]"
                kept[position] = .object(try merged(own, members, schema: schema, at: path))
            } else {
                kept.append(clean(element))
            }
        }
        return ordered(kept, by: additions, server: server) { $0[key] ?? .null }
    }

    /// The elements with those of the patch in the patch's order, and the others between them where they stood before
    /// (`normalizeElementOrder`, `mergeSortedSlice`).
    private static func ordered(
        _ elements: [JSONValue], by patch: [JSONValue], server: [JSONValue], _ key: (JSONValue) -> JSONValue
    ) -> [JSONValue] {
        func position(of element: JSONValue, in list: [JSONValue]) -> Int? {
            list.firstIndex { key($0) == key(element) }
        }
        let ranked = elements.map { (element: $0, rank: position(of: $0, in: patch)) }
        let own = ranked.filter { $0.rank != nil }.enumerated().sorted {
            ($0.element.rank ?? 0, $0.offset) < ($1.element.rank ?? 0, $1.offset)
        }.map(\.element.element)
        var others = ranked.filter { $0.rank == nil }.map(\.element)[...]
        var result: [JSONValue] = []
        for element in own {
            while let other = others.first, let left = position(of: other, in: server),
                let right = position(of: element, in: server), left < right
            {
                result.append(other)
                others.removeFirst()
            }
            result.append(element)
        }
        return result + others
    }

    // MARK: - Directives

    private static func retain(_ result: inout Members, _ patch: inout Members, at place: String) throws(PatchFailure) {
        guard let list = patch.removeValue(forKey: retainKeys) else { return }
        let names = Set(list.elements?.compactMap(\.string) ?? [])
        let stray = patch.filter { $0.value != .null && !isDirective($0.key) && !names.contains($0.key) }.keys
        if list.elements == nil || !stray.isEmpty {
            throw PatchFailure(
                place: path(place, retainKeys),
                reason: stray.min().map { "it lacks \($0), which the patch sets" } ?? "it is not a list of names",
                hint: "name every field to keep, including those of the patch")
        }
        result = result.filter { names.contains($0.key) }
    }

    private static func setOrder(
        _ result: inout Members, _ patch: inout Members, schema: PatchSchema?, at place: String
    ) throws(PatchFailure) {
        for (directive, value) in patch.sorted(by: { $0.key < $1.key }) where directive.hasPrefix(elementOrder) {
            patch[directive] = nil
            let name = String(directive.dropFirst(elementOrder.count))
            guard let order = value.elements else {
                throw PatchFailure(place: path(place, directive), reason: "it is not a list", hint: "write a list")
            }
            let shape = schema?.fields[name]?.shape ?? .anything
            let own = result[name]?.elements
            let new = patch[name]?.elements
            guard own != nil || new != nil else { continue }
            let merged = try mergedList(own ?? [], new ?? [], shape: shape, at: path(place, name))
            let key: (JSONValue) -> JSONValue
            if case .keyedList(let mergeKey, _) = shape { key = { $0[mergeKey] ?? .null } } else { key = { $0 } }
            let isListed = { (element: JSONValue) in
                element[marker] != nil || order.contains { key($0) == key(element) }
            }
            if let stray = new?.first(where: { !isListed($0) }) {
                throw PatchFailure(
                    place: path(place, directive),
                    reason: "it lacks \(plain(key(stray))), which the patch sets",
                    hint: "name every element of the patch, in their order")
            }
            result[name] = .array(ordered(merged, by: order, server: own ?? [], key))
            if new != nil { patch[name] = nil }
        }
    }

    /// The rest of a value that nothing is merged with: neither nulls nor directives (`discardNullValuesFromPatch`,
    /// `dropDirectives`). A mapping with `$patch` goes whole.
    private static func clean(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            var kept: Members = [:]
            for (key, member) in members where member != .null && !isDirective(key) {
                if member[marker] != nil { continue }
                kept[key] = clean(member)
            }
            return .object(kept)
        case .array(let elements): return .array(clean(elements))
        default: return value
        }
    }

    private static func clean(_ elements: [JSONValue]) -> [JSONValue] {
        elements.filter { $0[marker] == nil }.map(clean)
    }

    // MARK: - Schema

    private static func objectSchema(_ shape: PatchSchema.Shape) -> PatchSchema? {
        if case .object(let schema) = shape { return schema }
        return nil
    }

    // MARK: - Errors

    static func path(_ place: String, _ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

    /// A merge key in a path.
    static func plain(_ value: JSONValue) -> String { value.string ?? value.shown }

    private static func missing(_ key: String, at place: String) -> PatchFailure {
        PatchFailure(
            place: place, reason: "an element lacks \(key), the list's merge key",
            hint: "add the element's \(key)")
    }

    private static func unknown(_ directive: JSONValue, at place: String) -> PatchFailure {
        PatchFailure(
            place: path(place, marker), reason: "\(directive.shown) is not a directive",
            hint: "use replace or delete; merging is the default")
    }
}
