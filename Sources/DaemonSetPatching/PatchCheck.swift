import CheckedJSON
import KubernetesModel
import Wording

/// Goes through a patch before it is applied: says what it names that is no field, and takes out what the model does
/// not hold.
struct PatchCheck {
    /// Whether `$patch` and the like are instructions, and no unknown fields.
    let allowsDirectives: Bool
    /// The parts of the patch that a simulation ignores: a line each, with the path and why.
    private(set) var ignored: [String] = []
    /// Whether the patch touches the pod template in a way that the model does not see.
    private(set) var touchesUnseenTemplate = false

    init(allowsDirectives: Bool) { self.allowsDirectives = allowsDirectives }

    /// The part of an object that the model holds.
    mutating func held(
        _ members: [String: JSONValue], schema: PatchSchema = DaemonSet.fields.schema, at place: String
    ) throws(PatchFailure) -> [String: JSONValue] {
        let fields = schema.fields
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
            kept[key] = try held(value, of: field, at: path)
        }
        return kept
    }

    /// The part of a field's value that the model holds.
    mutating func held(
        _ value: JSONValue, of field: PatchSchema.Field, at place: String
    ) throws(PatchFailure) -> JSONValue {
        // Words that the model does not tell from an absent field are applied, for they replace what stood there.
        if let toldApart = field.toldApart, let word = value.string, !word.isEmpty, !toldApart.contains(word) {
            note(.notHeld, at: place)
        }
        return try held(value, shape: field.shape, at: place)
    }

    /// The part of a value that the model holds.
    mutating func held(_ value: JSONValue, shape: PatchSchema.Shape, at place: String) throws(PatchFailure) -> JSONValue
    {
        switch (shape, value) {
        case (_, .null), (.anything, _), (.opaque, .object): return value
        case (.object(let schema), .object(let members)):
            return .object(try held(members, schema: schema, at: place))
        case (.object, _), (.opaque, _): throw Self.misplaced(value, "a mapping", at: place)
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
        case (.keyedList(let key, let schema), .array(let elements)):
            return .array(
                try held(elements, shape: .object(schema), at: place) { element, index in
                    element[key].map(StrategicMerge.plain) ?? "\(index)"
                })
        case (.list, _), (.keyedList, _): throw Self.misplaced(value, "a list", at: place)
        case (.word(let words), .string(let word)):
            if !word.isEmpty, !words.contains(word) { throw Self.noSuchWord(word, words, at: place) }
            return value
        case (.set, .array), (.scalar, .bool), (.scalar, .number), (.scalar, .string): return value
        case (.set, _): throw Self.misplaced(value, "a list", at: place)
        case (.word, _): throw Self.misplaced(value, "a word", at: place)
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
        case .none, .notHeld: reason = "does not affect placement"
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

    private static func noSuchWord(_ word: String, _ words: [String], at path: String) -> PatchFailure {
        PatchFailure(
            place: path, reason: "\(JSONValue.string(word).shown) is not one of \(words.joined(separator: ", "))",
            hint: NearestName.of(word, among: words).map { "did you mean \($0)?" } ?? "use one of them")
    }

    private static func misplaced(_ value: JSONValue, _ expected: String, at place: String) -> PatchFailure {
        PatchFailure(
            place: place, reason: "must be \(expected), not \(value.shown)",
            hint: "kubectl explain daemonset --recursive lists the fields' types")
    }
}
