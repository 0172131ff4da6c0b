import KubernetesModel

/// How a change is given by name, as playbooks do it.
public struct ChangeForm: Sendable {
    /// By which playbooks name the change.
    public let name: String
    /// The kind of change.
    public let kind: ChangeKind
    /// The change in a sentence or two of Markdown.
    public let summary: String
    /// The arguments in the order in which they are told.
    public let arguments: [Argument]
    private let make: @Sendable (ChangeArguments) -> Change?

    /// An argument of a change.
    public struct Argument: Equatable, Sendable {
        /// By which it is given.
        public var name: String
        /// How it is given.
        public var presence: Presence
    }

    /// How an argument is given.
    public enum Presence: Equatable, Sendable {
        case required
        case optional
        /// A list of texts, which is required.
        case list
    }

    /// - Parameters:
    ///   - name: by which playbooks name the change.
    ///   - kind: what kind of change it is, for people who want none of that kind.
    ///   - summary: the change in a sentence or two of Markdown.
    ///   - arguments: by name.
    ///   - make: the change; nil when an argument is no quantity, number or word of the kind that is meant.
    init(
        _ name: String, _ kind: ChangeKind, _ summary: String, _ arguments: KeyValuePairs<String, Presence> = [:],
        make: @escaping @Sendable (ChangeArguments) -> Change?
    ) {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.arguments = arguments.map { Argument(name: $0.key, presence: $0.value) }
        self.make = make
    }

    /// The change with these arguments; nil when a required one is absent, or one is of the wrong kind.
    public func change(_ values: ChangeArguments) -> Change? {
        let isComplete = arguments.allSatisfy { $0.presence == .optional || !values.isAbsent($0.name) }
        return isComplete ? make(values) : nil
    }

    /// The changes that playbooks can name, in the order in which they are told.
    public static let all: [ChangeForm] = [
        SetRequest.form, SetLimit.form, AddToleration.form, SetNodeSelector.form, SetPriorityClass.form,
        SetHostPort.form, SetSchedulerName.form, RemoveSchedulingGates.form, RemovePodAffinity.form,
        RemovePodAntiAffinity.form, RemoveTopologySpread.form, DropClaim.form, RemoveTaint.form, Evict.form,
        SetAllocatable.form, AddNodes.form, ReclaimDisk.form, AvoidNodes.form,
    ]
}

extension ChangeForm: Equatable {
    /// Names are unique.
    public static func == (left: ChangeForm, right: ChangeForm) -> Bool { left.name == right.name }
}

/// The arguments of a change by name.
public struct ChangeArguments: Sendable {
    /// The kind of value of an argument.
    public enum Value: Sendable {
        case text(String)
        case number(WholeNumber)
        case quantity(Quantity)
        case texts([String])
    }

    private let values: [String: Value]

    /// Arguments by name.
    public init(_ values: [String: Value]) { self.values = values }

    /// Whether there is no such argument, or an empty one.
    func isAbsent(_ name: String) -> Bool {
        switch values[name] {
        case .text(let text)?: return text.isEmpty
        case .texts(let texts)?: return texts.isEmpty
        case .number?, .quantity?: return false
        case nil: return true
        }
    }

    /// A text that may be absent; an empty one counts as absent.
    func text(_ name: String) -> String? {
        switch values[name] {
        case .text(let text)?: return text.isEmpty ? nil : text
        case .number(let number)?: return String(number)
        case .quantity(let quantity)?: return quantity.description
        case .texts?, nil: return nil
        }
    }

    /// An amount. A text is one that stands in the playbook itself.
    func quantity(_ name: String) -> Quantity? {
        switch values[name] {
        case .quantity(let quantity)?: return quantity
        case .number(let number)?: return Quantity(units: number)
        case .text(let text)?: return try? Quantity(parsing: text)
        case .texts?, nil: return nil
        }
    }

    /// A whole number of 32 bits. A text is one that stands in the playbook itself.
    func number(_ name: String) -> WholeNumber? {
        let number: WholeNumber?
        switch values[name] {
        case .number(let value)?: number = value
        case .text(let text)?: number = WholeNumber(text)
        case .quantity?, .texts?, nil: number = nil
        }
        return number?.heldTo32Bits == number ? number : nil
    }

    func list(_ name: String) -> [String] {
        if case .texts(let texts)? = values[name] { return texts }
        return []
    }
}
