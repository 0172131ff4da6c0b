import KubernetesModel

extension PatchCheck {
    /// The operations of a JSON patch that are about what the model holds.
    mutating func held(_ patch: JSONPatch) throws(PatchFailure) -> JSONPatch {
        var kept: [JSONPatch.Operation] = []
        for operation in patch.operations {
            if let operation = try held(operation) { kept.append(operation) }
        }
        var patch = patch
        patch.operations = kept
        return patch
    }

    private mutating func held(_ operation: JSONPatch.Operation) throws(PatchFailure) -> JSONPatch.Operation? {
        var operation = operation
        let target = try place(of: operation.path, for: operation)
        let source = try operation.from.map { from throws(PatchFailure) in try place(of: from, for: operation) }
        guard target.isHeld else {
            note(target.bearing, at: target.path)
            // What is moved out of sight is gone from where it was.
            guard operation.kind == .move, let source, source.isHeld, let from = operation.from else { return nil }
            operation.kind = .remove
            operation.path = from
            return operation
        }
        if let source, !source.isHeld {
            throw PatchFailure(
                place: operation.place, reason: "the snapshot does not contain \(source.path)",
                hint: "write the value itself, with add")
        }
        note(target.bearing, at: target.path)
        switch operation.kind {
        case .add, .replace, .test:
            let field = PatchSchema.Field(
                shape: target.shape, bearing: target.bearing, toldApart: target.toldApart)
            operation.value = try held(operation.value, of: field, at: target.path)
        case .remove, .move, .copy: break
        }
        return operation
    }

    /// Where a path leads.
    private struct Place {
        var path: String
        var shape: PatchSchema.Shape
        var bearing: PatchSchema.Bearing
        var toldApart: [String]?

        var isHeld: Bool { bearing == .placement || bearing == .none }
    }

    private func place(of pointer: JSONPatch.Pointer, for operation: JSONPatch.Operation) throws(PatchFailure) -> Place
    {
        var place = Place(path: "", shape: .object(DaemonSet.fields.schema), bearing: .placement)
        for token in pointer.tokens {
            place.toldApart = nil
            switch place.shape {
            case .opaque, .anything:
                place.path = StrategicMerge.path(place.path, token)
                place.shape = .anything
            case .object(let schema):
                let fields = schema.fields
                place.path = StrategicMerge.path(place.path, token)
                guard let field = fields[token] else {
                    var failure = Self.unknown(token, at: place.path, of: fields.keys)
                    failure.reason = "\(place.path): \(failure.reason)"
                    failure.place = operation.place
                    throw failure
                }
                place.shape = field.shape
                place.toldApart = field.toldApart
                // What stands below a field is held at most as well as the field.
                if place.isHeld, field.bearing != .placement { place.bearing = field.bearing }
            case .map:
                place.path = StrategicMerge.path(place.path, token)
                place.shape = .scalar
            case .list(let element):
                place.path += "[\(token)]"
                place.shape = element
            case .keyedList(_, let schema):
                place.path += "[\(token)]"
                place.shape = .object(schema)
            case .set:
                place.path += "[\(token)]"
                place.shape = .scalar
            case .scalar, .word:
                throw PatchFailure(
                    place: operation.place, reason: "\(place.path) is a single value and has nothing below it",
                    hint: "end the path there")
            }
            if !place.isHeld { return place }
        }
        return place
    }
}
