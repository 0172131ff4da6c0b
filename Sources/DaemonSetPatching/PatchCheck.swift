import CheckedJSON
import KubernetesModel
import Wording

/// Goes through a patch before it is applied: says what it names that is no field, and takes out what the model does
/// not hold.
struct PatchCheck {
    let schema: PatchSchema
    /// Whether `$patch` and the like are instructions, and no unknown fields.
    let allowsDirectives: Bool
    /// What of the patch makes no difference to a simulation: a line each, with the path and why.
    private(set) var ignored: [String] = []
    /// Whether the patch touches the pod template in a way that the model does not see.
    private(set) var touchesUnseenTemplate = false

    init(schema: PatchSchema = .daemonSet, allowsDirectives: Bool) {
        self.schema = schema
        self.allowsDirectives = allowsDirectives
    }

    /// The part of an object of `type` that the model holds.
    mutating func held(
        _ members: [String: JSONValue], type: String, at place: String
    ) throws(PatchFailure) -> [String: JSONValue] {
        if type == PatchSchema.opaque { return members }
        let fields = schema.fields(of: type)
        var kept: [String: JSONValue] = [:]
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            let path = StrategicMerge.path(place, key)
            if allowsDirectives, StrategicMerge.isDirective(key) {
                // A directive about what the model does not hold goes with it.
                let isAboutHeld = StrategicMerge.subject(of: key).map { fields[$0]?.isHeld ?? false } ?? true
                if isAboutHeld { kept[key] = value }
                continue
            }
            guard let field = fields[key] else { throw Self.unknown(key, at: path, of: fields.keys) }
            note(field.bearing, at: path)
            guard field.isHeld else { continue }
            kept[key] = try held(value, shape: field.shape, at: path)
        }
        return kept
    }

    /// The part of a value that the model holds.
    mutating func held(_ value: JSONValue, shape: PatchSchema.Shape, at place: String) throws(PatchFailure) -> JSONValue
    {
        switch (shape, value) {
        case (_, .null), (.anything, _): return value
        case (.object(let type), .object(let members)): return .object(try held(members, type: type, at: place))
        case (.object, _): throw Self.misplaced(value, "a mapping", at: place)
        case (.map, .object(let members)):
            for (key, member) in members.sorted(by: { $0.key < $1.key }) where !StrategicMerge.isDirective(key) {
                if member.members != nil || member.elements != nil {
                    throw Self.misplaced(member, "a single value", at: StrategicMerge.path(place, key))
                }
            }
            return value
        case (.map, _): throw Self.misplaced(value, "a mapping", at: place)
        case (.list(let element), .array(let elements)):
            return .array(try held(elements, shape: element, at: place) { "\($1)" })
        case (.keyedList(let key, let type), .array(let elements)):
            return .array(
                try held(elements, shape: .object(type), at: place) { element, index in
                    element[key].map(StrategicMerge.plain) ?? "\(index)"
                })
        case (.list, _), (.keyedList, _): throw Self.misplaced(value, "a list", at: place)
        case (.set, .array), (.scalar, .bool), (.scalar, .number), (.scalar, .string): return value
        case (.set, _): throw Self.misplaced(value, "a list", at: place)
        case (.scalar, _): throw Self.misplaced(value, "a single value", at: place)
        }
    }

    private mutating func held(
        _ elements: [JSONValue], shape: PatchSchema.Shape, at place: String, _ name: (JSONValue, Int) -> String
    ) throws(PatchFailure) -> [JSONValue] {
        var kept: [JSONValue] = []
        for (index, element) in elements.enumerated() {
            if case .null = element { throw Self.misplaced(element, "an element", at: "\(place)[\(index)]") }
            kept.append(try held(element, shape: shape, at: "\(place)[\(name(element, index))]"))
        }
        return kept
    }

    mutating func note(_ bearing: PatchSchema.Bearing, at path: String) {
        let reason: String
        switch bearing {
        case .placement: return
        case .none, .notHeld: reason = "has no bearing on placement"
        case .notSimulated: reason = "is not simulated"
        }
        if bearing != .none, path.hasPrefix("spec.template.") { touchesUnseenTemplate = true }
        let line = "\(path): \(reason)"
        if !ignored.contains(line) { ignored.append(line) }
    }

    // MARK: - Errors

    static func unknown(_ key: String, at path: String, of fields: some Sequence<String>) -> PatchFailure {
        let nearest = NearestName.of(key, among: fields)
        return PatchFailure(
            place: path, reason: "a DaemonSet has no such field",
            hint: nearest.map { "did you mean \($0)?" } ?? "kubectl explain daemonset --recursive lists the fields")
    }

    private static func misplaced(_ value: JSONValue, _ expected: String, at place: String) -> PatchFailure {
        PatchFailure(
            place: place, reason: "\(value.shown) stands where \(expected) must be",
            hint: "kubectl explain daemonset --recursive tells what each field holds")
    }
}
