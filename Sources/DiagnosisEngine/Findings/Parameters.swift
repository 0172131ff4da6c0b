import KubernetesModel

/// A finding's facts by name, for `-o json`, for playbooks' conditions and for their templates.
public struct Parameters: Equatable, Sendable {
    /// A fact.
    public indirect enum Value: Equatable, Sendable {
        case text(String)
        case number(WholeNumber)
        case truth(Bool)
        case list([Value])
        case object(Parameters)
        /// An amount of a resource. It becomes text only where it is printed.
        case quantity(Quantity, QuantityNotation)
        /// It was looked for and is not to be had.
        case absent
    }

    /// The facts in the order they were set.
    public private(set) var entries: [(name: String, value: Value)] = []

    /// Holds what it is given.
    public init() {}

    /// The fact called `name`; setting nil takes it out.
    public subscript(name: String) -> Value? {
        get { entries.first { $0.name == name }?.value }
        set {
            let position = entries.firstIndex { $0.name == name }
            switch (position, newValue) {
            case (let position?, let value?): entries[position].value = value
            case (let position?, nil): entries.remove(at: position)
            case (nil, let value?): entries.append((name, value))
            case (nil, nil): break
            }
        }
    }

    /// The text of the fact called `name`, as which an amount is read too; nil when it is neither.
    public func text(_ name: String) -> String? { self[name]?.text }

    /// The amount called `name`; nil when it is none.
    public func quantity(_ name: String) -> Quantity? { self[name]?.quantity }

    /// Whether both hold the same facts in the same order.
    public static func == (left: Parameters, right: Parameters) -> Bool {
        left.entries.elementsEqual(right.entries) { $0.name == $1.name && $0.value == $1.value }
    }
}

extension Parameters.Value {
    /// The text, or the amount as it is written; nil for what is neither.
    public var text: String? {
        switch self {
        case .text(let text): return text
        case .quantity(let quantity, let notation): return quantity.written(notation)
        case .number, .truth, .list, .object, .absent: return nil
        }
    }

    /// The amount that stands there once it is printed. A text is one that is quoted from Kubernetes.
    public var quantity: Quantity? {
        switch self {
        case .quantity(let quantity, let notation): return quantity.amount(writtenAs: notation)
        case .text(let text): return try? Quantity(parsing: text)
        case .number, .truth, .list, .object, .absent: return nil
        }
    }

    /// Whether both are printed alike: an amount equals the text that it is written as.
    public func isPrintedAs(_ other: Self) -> Bool {
        if self == other { return true }
        guard let text else { return false }
        return text == other.text
    }
}

extension Parameters: ExpressibleByDictionaryLiteral {
    /// Holds what it is given.
    public init(dictionaryLiteral elements: (String, Value)...) {
        for (name, value) in elements { self[name] = value }
    }
}

extension Parameters.Value: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    /// Holds what it is given.
    public init(stringLiteral value: String) { self = .text(value) }
    /// Holds what it is given.
    public init(integerLiteral value: Int64) { self = .number(WholeNumber(value)) }  // bare: a number in code
    /// Holds what it is given.
    public init(booleanLiteral value: Bool) { self = .truth(value) }
    /// Holds what it is given.
    public init(arrayLiteral elements: Parameters.Value...) { self = .list(elements) }

    /// A list of texts.
    public static func texts(_ texts: some Sequence<String>) -> Self { .list(texts.map { .text($0) }) }
}
