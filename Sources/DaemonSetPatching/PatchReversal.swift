import CheckedJSON
import KubernetesModel

/// The patch that takes another one back: it gives every field that the other changes the value that it has before.
public enum PatchReversal {
    /// How the API server reads a patch.
    public enum Kind: String, CaseIterable, Sendable {
        case strategic
        case merge
        case json
    }

    /// The patch that undoes `patch`, of the same kind, as compact JSON.
    ///
    /// - Parameters:
    ///   - patch: the patch as JSON.
    ///   - kind: its kind.
    ///   - daemonSet: the DaemonSet before the patch.
    /// - Returns: nil where the patch cannot be read, changes nothing, or changes what the model does not hold: then
    ///   nobody knows the value before.
    public static func reversed(_ patch: String, _ kind: Kind, of daemonSet: DaemonSet) -> String? {
        guard let value = try? JSONValue(patch.utf8) else { return nil }
        let reverse: JSONValue?
        switch kind {
        case .json: reverse = reversed(operations: value, of: daemonSet)
        case .strategic, .merge:
            guard let members = value.members, case .object(let own) = daemonSet.encoded else { return nil }
            let isStrategic = kind == .strategic
            reverse = reversed(members, of: own, schema: DaemonSet.fields.schema, isStrategic: isStrategic)
                .map { .object($0) }
        }
        guard let reverse, reverse != .object([:]), reverse != .array([]) else { return nil }
        return String(decoding: reverse.bytes, as: UTF8.self)
    }

    // MARK: - Merge patches

    private typealias Members = [String: JSONValue]

    /// Nil where some value before is not known.
    private static func reversed(
        _ patch: Members, of own: Members, schema: PatchSchema?, isStrategic: Bool
    ) -> Members? {
        var reverse: Members = [:]
        for (key, value) in patch {
            if isStrategic, StrategicMerge.isDirective(key) { return nil }
            let field = schema?.fields[key]
            if schema != nil, !(field?.isHeld ?? false) { return nil }
            guard let old = own[key] else {
                // Of names and texts only those go that the patch brings: others may have come since.
                if case .map? = field?.shape, let new = value.members {
                    reverse[key] = .object(new.filter { $0.value != .null }.mapValues { _ in .null })
                } else if value != .null {
                    reverse[key] = .null
                }
                continue
            }
            switch (old, value) {
            case (.object(let old), .object(let new)):
                var inner: PatchSchema?
                if case .object(let schema)? = field?.shape { inner = schema }
                guard let change = reversed(new, of: old, schema: inner, isStrategic: isStrategic) else { return nil }
                if !change.isEmpty { reverse[key] = .object(change) }
            case (.array(let old), .array(let new)) where isStrategic:
                switch field?.shape {
                case .keyedList(let mergeKey, let schema)?:
                    guard let change = reversed(new, of: old, key: mergeKey, schema: schema) else { return nil }
                    if !change.isEmpty { reverse[key] = .array(change) }
                case .set?:
                    let added = new.filter { !old.contains($0) }
                    if !added.isEmpty { reverse["$deleteFromPrimitiveList/\(key)"] = .array(added) }
                default: reverse[key] = .array(old)
                }
            default: if old != value { reverse[key] = old }
            }
        }
        return reverse
    }

    /// A list that is merged by a key: elements that were not there are deleted.
    private static func reversed(
        _ patch: [JSONValue], of own: [JSONValue], key: String, schema: PatchSchema
    ) -> [JSONValue]? {
        var reverse: [JSONValue] = []
        for element in patch {
            guard var members = element.members, let name = members.removeValue(forKey: key) else { return nil }
            guard let old = own.first(where: { $0[key] == name })?.members else {
                reverse.append(.object([key: name, "$patch": .string("delete")]))
                continue
            }
            guard var change = reversed(members, of: old, schema: schema, isStrategic: true) else { return nil }
            if change.isEmpty { continue }
            change[key] = name
            reverse.append(.object(change))
        }
        return reverse
    }

    // MARK: - JSON patches

    /// The operations backwards, each after a test that nothing else has changed the field since.
    private static func reversed(operations value: JSONValue, of daemonSet: DaemonSet) -> JSONValue? {
        guard let elements = value.elements, let patch = try? JSONPatch(elements) else { return nil }
        var check = PatchCheck(allowsDirectives: false)
        guard let held = try? check.held(patch), held.operations.count == patch.operations.count else { return nil }
        var document = daemonSet.encoded
        var reverse: [[JSONValue]] = []
        for operation in patch.operations where operation.kind != .test {
            var pointer = operation.path
            if pointer.tokens.last == "-" {
                let list = JSONPatch.Pointer(tokens: pointer.tokens.dropLast())
                guard let count = try? list.value(in: document, of: "").elements?.count else { return nil }
                pointer = JSONPatch.Pointer(tokens: pointer.tokens.dropLast() + ["\(count)"])
            }
            let parent = JSONPatch.Pointer(tokens: pointer.tokens.dropLast())
            let isInserted = operation.kind == .add && (try? parent.value(in: document, of: ""))?.elements != nil
            let old = isInserted ? nil : try? pointer.existingValue(in: document, of: "")
            guard (try? operation.apply(to: &document)) != nil else { return nil }
            switch operation.kind {
            case .add, .replace:
                let test = step("test", pointer, operation.value)
                reverse.append(
                    old.map { [test, step("replace", pointer, $0)] } ?? [test, step("remove", pointer, nil)])
            case .remove:
                guard let old else { return nil }
                reverse.append([step("add", pointer, old)])
            case .move, .copy, .test: return nil
            }
        }
        return .array(reverse.reversed().flatMap(\.self))
    }

    private static func step(_ operation: String, _ path: JSONPatch.Pointer, _ value: JSONValue?) -> JSONValue {
        var members: Members = ["op": .string(operation), "path": .string(path.text)]
        if let value { members["value"] = value }
        return .object(members)
    }
}

extension JSONPatch.Pointer {
    /// The path as it is written.
    fileprivate var text: String {
        tokens.map { token in
            "/"
                + token.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
                .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
        }.joined()
    }
}
