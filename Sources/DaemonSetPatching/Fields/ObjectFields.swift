import CheckedJSON
import KubernetesModel
import ObjectDecoding

/// The fields of a kind of object. From this one table follow both how the model's value is encoded and how a patch of
/// it is checked and merged, so that a patch cannot change what the encoder forgets.
///
/// Owner is the value of the model that the fields are read from. A field that the decoders read stands here with the
/// path to its value; a test compares the two.
struct ObjectFields<Owner>: Sendable {
    /// One field.
    struct Field: Sendable {
        var name: String
        var schema: PatchSchema.Field
        /// The value as Kubernetes writes it, nil where it is left out; none for what the model does not hold.
        var encode: (@Sendable (Owner) -> JSONValue?)?
    }

    private let fields: [Field]
    /// The same fields as patches see them.
    let schema: PatchSchema

    /// A table of `fields`; of those named `alternatives` an object has one at most.
    init(_ fields: [Field], alternatives: Set<String> = []) {
        self.fields = fields
        schema = PatchSchema(
            fields: Dictionary(fields.map { ($0.name, $0.schema) }) { first, _ in first }, alternatives: alternatives)
    }

    /// The value as Kubernetes writes it, as far as the model holds it.
    func encoded(_ owner: Owner) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for field in fields {
            if let value = field.encode?(owner) { members[field.name] = value }
        }
        return .object(members)
    }
}

extension ObjectFields.Field {
    /// The same field as one that decides no pod's place.
    var decidingNoPlace: Self {
        var field = self
        field.schema.bearing = .none
        return field
    }

    // MARK: - What the model holds

    /// A single value that `encode` writes; nil where it is left out.
    static func scalar(_ name: String, _ encode: @escaping @Sendable (Owner) -> JSONValue?) -> Self {
        Self(name: name, schema: .init(shape: .scalar, bearing: .placement), encode: encode)
    }

    /// A text, left out when it is empty.
    static func text(_ name: String, _ value: @escaping @Sendable (Owner) -> String) -> Self {
        scalar(name) { .text(value($0)) }
    }

    /// A word, left out when it is nil: one of `words`, of which the model tells only those `toldApart` from an absent
    /// field.
    static func word(
        _ name: String, oneOf words: [String]? = nil, toldApart: [String]? = nil,
        _ value: @escaping @Sendable (Owner) -> String?
    ) -> Self {
        let shape = words.map { PatchSchema.Shape.word(oneOf: $0) } ?? .scalar
        return Self(
            name: name, schema: .init(shape: shape, bearing: .placement, toldApart: toldApart),
            encode: { value($0).map { .string($0) } })
    }

    /// A whole number, left out when it is nil.
    static func integer(_ name: String, _ value: @escaping @Sendable (Owner) -> WholeNumber?) -> Self {
        scalar(name) { value($0).map { .integer($0) } }
    }

    /// True, or left out.
    static func flag(_ name: String, _ value: @escaping @Sendable (Owner) -> Bool) -> Self {
        scalar(name) { .flag(value($0)) }
    }

    /// An object with fields of its own, left out when `value` is nil.
    static func object<Value>(
        _ name: String, _ fields: ObjectFields<Value>, _ value: @escaping @Sendable (Owner) -> Value?
    ) -> Self {
        Self(
            name: name, schema: .init(shape: .object(fields.schema), bearing: .placement),
            encode: { value($0).map(fields.encoded) })
    }

    /// A part of the same value, left out when it would be empty.
    static func part(_ name: String, _ fields: ObjectFields<Owner>) -> Self {
        Self(
            name: name, schema: .init(shape: .object(fields.schema), bearing: .placement),
            encode: { owner in
                let value = fields.encoded(owner)
                return value == .object([:]) ? nil : value
            })
    }

    /// An object of which the model knows that it is there, and no more.
    static func presence(_ name: String, _ isThere: @escaping @Sendable (Owner) -> Bool) -> Self {
        Self(
            name: name, schema: .init(shape: .opaque, bearing: .placement),
            encode: { isThere($0) ? .object([:]) : nil })
    }

    /// Names and texts.
    static func map(_ name: String, _ encode: @escaping @Sendable (Owner) -> JSONValue?) -> Self {
        Self(name: name, schema: .init(shape: .map, bearing: .placement), encode: encode)
    }

    /// Texts that a patch replaces together, left out when there are none.
    static func texts(_ name: String, _ value: @escaping @Sendable (Owner) -> [String]) -> Self {
        Self(
            name: name, schema: .init(shape: .list(.scalar), bearing: .placement), encode: { .strings(value($0)) })
    }

    /// Objects, left out when there are none unless `keepsEmpty`. A patch merges them by `key`, or replaces them together
    /// without one.
    static func list<Element>(
        _ name: String, _ fields: ObjectFields<Element>, mergedBy key: String? = nil, keepsEmpty: Bool = false,
        _ value: @escaping @Sendable (Owner) -> [Element]
    ) -> Self {
        let shape = key.map { PatchSchema.Shape.keyedList(key: $0, fields.schema) } ?? .list(.object(fields.schema))
        return Self(
            name: name, schema: .init(shape: shape, bearing: .placement),
            encode: { .list(value($0), fields.encoded) ?? (keepsEmpty ? .array([]) : nil) })
    }

    // MARK: - What a patch cannot change

    /// A field that the model does not hold, or that no patch can reach in it, and that decides no pod's place.
    static func unseen(
        _ name: String, _ shape: PatchSchema.Shape = .scalar, _ encode: (@Sendable (Owner) -> JSONValue?)? = nil
    ) -> Self {
        Self(name: name, schema: .init(shape: shape, bearing: .notHeld), encode: encode)
    }

    /// A field that the model does not hold though it may decide a pod's place.
    static func unsimulated(_ name: String, _ shape: PatchSchema.Shape) -> Self {
        Self(name: name, schema: .init(shape: shape, bearing: .notSimulated), encode: nil)
    }
}

extension [String] {
    /// Fields of single values that the model does not hold.
    func unseen<Owner>(in owner: Owner.Type = Owner.self) -> [ObjectFields<Owner>.Field] { map { .unseen($0) } }
}
