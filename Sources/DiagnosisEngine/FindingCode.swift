/// What a finding is, for ever: never renamed, never reused.
///
/// Each rule's file declares the code that it finds: there are no others.
public struct FindingCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// For instance `host-port-conflict`.
    public let rawValue: String

    init(_ rawValue: String) { self.rawValue = rawValue }

    /// By the alphabet.
    public static func < (left: FindingCode, right: FindingCode) -> Bool { left.rawValue < right.rawValue }

    /// The word itself.
    public var description: String { rawValue }
}

extension FindingCode: RawRepresentable, CaseIterable {
    /// The code of a rule of the catalogue; nil for any other text.
    public init?(rawValue: String) {
        guard let rule = RuleCatalogue.rule(of: rawValue) else { return nil }
        self = rule.code
    }

    /// The codes of all rules, by family, in each in the order of the catalogue.
    public static var allCases: [FindingCode] { RuleCatalogue.all.map { $0.code } }

    /// The facts that findings of the code carry, beside those that all carry.
    package var parameters: [ParameterDescription] { RuleCatalogue.rule(of: self)?.parameters ?? [] }
}
