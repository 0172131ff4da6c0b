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
