import ArgumentParser

/// An option's value that is one of a few words.
///
/// The argument parser tells the words too, but through key paths and reductions that the runtime makes for each type,
/// at each start.
protocol ChoiceArgument: RawRepresentable<String>, CaseIterable, ExpressibleByArgument {}

extension ChoiceArgument {
    public static var allValueStrings: [String] { allCases.map { $0.rawValue } }

    public static var allValueDescriptions: [String: String] { [:] }

    public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
