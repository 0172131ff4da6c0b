import ArgumentParser

/// An option's value that is one of a few words.
///
/// The argument parser tells the words too, but through key paths and reductions that the runtime makes for each type,
/// at each start.
protocol ChoiceArgument: RawRepresentable<String>, CaseIterable, ExpressibleByArgument {}

extension ChoiceArgument {
    /// The words that the option takes, for its help and its errors.
    public static var allValueStrings: [String] { allCases.map { $0.rawValue } }

    /// None: the help lists the words alone.
    public static var allValueDescriptions: [String: String] { [:] }

    /// A shell completes the words that the option takes.
    public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
