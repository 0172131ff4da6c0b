/// The name and kind of a finding's parameter.
public struct ParameterDescription: Equatable, Sendable {
    /// The kind of a parameter's value.
    public indirect enum Kind: Equatable, Sendable {
        case text
        case number
        case truth
        /// A list of texts.
        case texts
        /// A group of facts, reached as `name.field` or within `{{#name}}…{{/name}}`.
        case object([ParameterDescription])
        /// A list of such groups.
        case objects([ParameterDescription])

        /// The facts of a group or of each element of a list of groups.
        public var fields: [ParameterDescription] {
            switch self {
            case .object(let fields), .objects(let fields): return fields
            case .text, .number, .truth, .texts: return []
            }
        }

        /// Whether it can stand in a sentence by itself.
        public var isScalar: Bool {
            switch self {
            case .text, .number, .truth: return true
            case .texts, .object, .objects: return false
            }
        }

        /// Whether a section in a template repeats for each of its elements.
        public var isList: Bool {
            switch self {
            case .texts, .objects: return true
            case .text, .number, .truth, .object: return false
            }
        }
    }

    /// By which playbooks and `-o json` know it.
    public var name: String
    /// The kind of its value.
    public var kind: Kind
    /// Whether some findings of the code lack it.
    public var isOptional: Bool

    /// A fact called `name`.
    public init(name: String, kind: Kind, isOptional: Bool) {
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
    }

    /// Whether it can be absent.
    public enum Presence: Sendable {
        case always
        case optional
    }

    /// A text.
    public static func text(_ name: String, _ presence: Presence = .always) -> Self {
        Self(name: name, kind: .text, isOptional: presence == .optional)
    }

    /// A whole number.
    public static func number(_ name: String, _ presence: Presence = .always) -> Self {
        Self(name: name, kind: .number, isOptional: presence == .optional)
    }

    /// True or false.
    public static func truth(_ name: String, _ presence: Presence = .always) -> Self {
        Self(name: name, kind: .truth, isOptional: presence == .optional)
    }

    /// A list of texts.
    public static func texts(_ name: String, _ presence: Presence = .always) -> Self {
        Self(name: name, kind: .texts, isOptional: presence == .optional)
    }

    /// A group of facts.
    public static func object(_ name: String, _ fields: [Self], _ presence: Presence = .optional) -> Self {
        Self(name: name, kind: .object(fields), isOptional: presence == .optional)
    }

    /// A list of groups of facts.
    public static func objects(_ name: String, _ fields: [Self], _ presence: Presence = .optional) -> Self {
        Self(name: name, kind: .objects(fields), isOptional: presence == .optional)
    }

    /// Whether `value` is of this parameter's kind.
    public func admits(_ value: Parameters.Value) -> Bool {
        switch (kind, value) {
        case (.text, .text), (.text, .quantity), (.number, .number), (.truth, .truth): return true
        case (.texts, .list(let elements)):
            return elements.allSatisfy { if case .text = $0 { true } else { false } }
        case (.object(let fields), .object(let parameters)):
            return Self.problems(in: parameters, described: fields).isEmpty
        case (.objects(let fields), .list(let elements)):
            return elements.allSatisfy { element in
                guard case .object(let parameters) = element else { return false }
                return Self.problems(in: parameters, described: fields).isEmpty
            }
        default: return false
        }
    }

    /// The differences of `parameters` from their description: unknown names, other kinds, missing names.
    public static func problems(in parameters: Parameters, described: [Self]) -> [String] {
        var problems = parameters.entries.compactMap { entry -> String? in
            guard let description = described.first(where: { $0.name == entry.name }) else {
                return "\(entry.name) is not described"
            }
            return description.admits(entry.value) ? nil : "\(entry.name) is no \(description.kind)"
        }
        problems += described.filter { !$0.isOptional && parameters[$0.name] == nil }.map { "\($0.name) is missing" }
        return problems
    }
}
