/// The fields of a DaemonSet, with how a strategic merge patch treats each (`patchStrategy` and `patchMergeKey` in
/// `api/core/v1/types.go`) and what the model makes of it.
struct PatchSchema: Sendable {
    /// What a field holds.
    indirect enum Shape: Hashable, Sendable {
        case scalar
        /// An object of a type of the schema.
        case object(String)
        /// Names and texts.
        case map
        /// A list that a patch replaces whole.
        case list(Shape)
        /// A list of objects that a patch merges, told apart by one of their fields.
        case keyedList(key: String, String)
        /// A list of texts that a patch adds to.
        case set
        /// Whatever it holds is not looked at.
        case anything
    }

    /// What a patch of a field comes to.
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

        var isHeld: Bool { bearing == .placement || bearing == .none }
    }

    /// The fields of a type by name.
    private let types: [String: [String: Field]]

    func fields(of type: String) -> [String: Field] { types[type] ?? [:] }

    /// The schema of a DaemonSet.
    static let daemonSet = PatchSchema(daemonSetText)

    /// Reads lines of `Type: field …`.
    ///
    /// A field is written `name` for a scalar, `name:Type`, `name:{}` for a map, `name:[]` and `name:[]Type` for a list
    /// that is replaced whole, `name:[key]Type` for one that is merged by `key`, `name:[+]` for a set and `name:?` for
    /// anything. Before it may stand `.` for ``Bearing/none``, `-` for ``Bearing/notHeld`` and `!` for
    /// ``Bearing/notSimulated``.
    init(_ text: String) {
        var types: [String: [String: Field]] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            for word in parts[1].split(separator: " ") {
                let (name, field) = Self.field(word)
                types[String(parts[0]), default: [:]][name] = field
            }
        }
        self.types = types
    }

    private static func field(_ word: Substring) -> (name: String, field: Field) {
        var rest = word
        var bearing = Bearing.placement
        switch rest.first {
        case ".": bearing = .none
        case "-": bearing = .notHeld
        case "!": bearing = .notSimulated
        default: break
        }
        if bearing != .placement { rest.removeFirst() }
        let parts = rest.split(separator: ":", maxSplits: 1)
        return (String(parts[0]), Field(shape: parts.count == 2 ? shape(parts[1]) : .scalar, bearing: bearing))
    }

    private static func shape(_ text: Substring) -> Shape {
        if text == "?" { return .anything }
        if text == "{}" { return .map }
        if text == "[]" { return .list(.scalar) }
        if text == "[+]" { return .set }
        guard text.first == "[", let end = text.firstIndex(of: "]") else { return .object(String(text)) }
        let key = text[text.index(after: text.startIndex)..<end]
        let type = String(text[text.index(after: end)...])
        if key.isEmpty { return .list(type == "?" ? .anything : .object(type)) }
        return .keyedList(key: String(key), type)
    }
}
