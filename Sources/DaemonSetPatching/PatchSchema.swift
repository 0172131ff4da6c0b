/// The fields of a kind of object as patches see them: how a strategic merge patch treats each (`patchStrategy` and
/// `patchMergeKey` in `api/core/v1/types.go`), and what the model makes of it. Made from ``ObjectFields``.
struct PatchSchema: Sendable {
    /// The kind of value of a field.
    indirect enum Shape: Sendable {
        case scalar
        /// A word of a list: the API server refuses every other.
        case word(oneOf: [String])
        case object(PatchSchema)
        /// An object of which only the presence is held: its fields are whatever they are.
        case opaque
        /// Names and texts.
        case map
        /// A list that a patch replaces whole.
        case list(Shape)
        /// A list of objects that a patch merges, told apart by one of their fields.
        case keyedList(key: String, PatchSchema)
        /// A list of texts that a patch adds to.
        case set
        /// Whatever it holds is not looked at.
        case anything
    }

    /// The result of patching a field.
    enum Bearing: Sendable {
        /// The model holds it.
        case placement
        /// The model holds it, and it decides no pod's place.
        case none
        /// The model does not hold it, and it decides no pod's place.
        case notHeld
        /// The model does not hold it though it may decide a pod's place.
        case notSimulated
    }

    struct Field: Sendable {
        var shape: Shape
        var bearing: Bearing
        /// The only words that the model tells from an absent field; nil when it keeps whatever stands there.
        var toldApart: [String]?

        var isHeld: Bool { bearing == .placement || bearing == .none }
    }

    let fields: [String: Field]
    /// Fields of which an object has only one: the sources of a volume, the handlers of a probe.
    let alternatives: Set<String>
}
