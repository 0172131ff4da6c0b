import ArgumentParser
import ByteStreams

/// How `rollout` tells what happens.
enum RolloutFormat: String, CaseIterable {
    case text
    case json
}

/// The value of `rollout -o`: `FORMAT` for standard output, or `FORMAT=FILE`.
struct RolloutOutput: ExpressibleByArgument, CustomStringConvertible {
    var format: RolloutFormat
    /// Nil for standard output, which `-` means too.
    var file: String?

    /// What is printed by default.
    static let usual = RolloutOutput(format: .text)

    private init(format: RolloutFormat) { self.format = format }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let format = RolloutFormat(rawValue: parts[0]) else { return nil }
        self.format = format
        if parts.count > 1, parts[1] != "-" { file = parts[1] }
    }

    var description: String { file.map { "\(format.rawValue)=\($0)" } ?? format.rawValue }

    static var allValueStrings: [String] { RolloutFormat.allCases.map(\.rawValue) }

    static var allValueDescriptions: [String: String] { [:] }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
