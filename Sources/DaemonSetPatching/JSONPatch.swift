import CheckedJSON

/// A JSON patch (RFC 6902), applied as the API server does (`evanphx/json-patch` v4).
struct JSONPatch: Equatable, Sendable {
    /// One operation.
    struct Operation: Equatable, Sendable {
        enum Kind: String, CaseIterable, Sendable {
            case add, remove, replace, move, copy, test
        }

        var kind: Kind
        var path: Pointer
        var from: Pointer?
        /// The value to add, replace or compare with; a missing one counts as null.
        var value: JSONValue
        /// `operation 2 (add /spec/minReadySeconds)`.
        var place: String
    }

    var operations: [Operation]

    /// Reads a list of operations.
    init(_ elements: [JSONValue]) throws(PatchFailure) {
        operations = []
        for (index, element) in elements.enumerated() {
            operations.append(try Operation(element, number: index + 1))
        }
    }

    /// The document with every operation done.
    func applied(to document: JSONValue) throws(PatchFailure) -> JSONValue {
        var document = document
        for operation in operations { try operation.apply(to: &document) }
        return document
    }
}

extension JSONPatch.Operation {
    init(_ element: JSONValue, number: Int) throws(PatchFailure) {
        place = "operation \(number)"
        let kinds = Kind.allCases.map(\.rawValue)
        guard element.members != nil, let name = element["op"]?.string else {
            throw PatchFailure(
                place: place, reason: "it lacks op",
                hint: "a list is a JSON patch; write each operation as {op: …, path: …, value: …}")
        }
        guard let kind = Kind(rawValue: name) else {
            throw PatchFailure(
                place: place, reason: "\"\(name)\" is not an operation",
                hint: "use one of \(kinds.joined(separator: ", "))"
            )
        }
        self.kind = kind
        guard let path = element["path"]?.string else {
            throw PatchFailure(
                place: place, reason: "it lacks path", hint: "add one, such as /spec/template/spec/nodeSelector")
        }
        self.path = try JSONPatch.Pointer(path, of: place)
        place += " (\(name) \(path))"
        from = nil
        if kind == .move || kind == .copy {
            guard let from = element["from"]?.string else {
                throw PatchFailure(place: place, reason: "it lacks from", hint: "add the path to \(name) from")
            }
            self.from = try JSONPatch.Pointer(from, of: place)
        }
        value = element["value"] ?? .null
    }

    func apply(to document: inout JSONValue) throws(PatchFailure) {
        switch kind {
        case .add: try path.add(value, to: &document, of: place)
        case .remove: try path.remove(from: &document, of: place)
        case .replace: try path.replace(value, in: &document, of: place)
        case .move:
            guard let from else { return }
            let value = try from.value(in: document, of: place)
            try from.remove(from: &document, of: place)
            try path.add(value, to: &document, of: place)
        case .copy:
            guard let from else { return }
            try path.add(try from.value(in: document, of: place), to: &document, of: place)
        case .test:
            let found = try path.existingValue(in: document, of: place) ?? .null
            if found != value {
                throw PatchFailure(
                    place: place, reason: "the test fails: the value is \(found.shown), not \(value.shown)",
                    hint: "the patch is for another state of the DaemonSet")
            }
        }
    }
}
