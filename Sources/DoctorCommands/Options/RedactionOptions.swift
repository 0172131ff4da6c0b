import ArgumentParser
import SnapshotSaving

/// What is hidden in a snapshot that is saved.
struct RedactionOptions: ParsableArguments {
    @Flag(
        name: .customLong("no-redact"),
        help: "Hide nothing: environment values, annotations and credentials are saved as they are.")
    var isOff = false

    @Option(
        name: .customLong("redact-pattern"),
        help: ArgumentHelp(
            "Hide also what this regular expression matches in arguments, annotations, messages and logs; may be given "
                + "more than once.", valueName: "regex"))
    var patterns: [String] = []

    /// Whether anything was asked for.
    var isGiven: Bool { isOff || !patterns.isEmpty }

    func validate() throws {
        if isOff, !patterns.isEmpty { throw ValidationError("--no-redact and --redact-pattern exclude each other.") }
        _ = try redaction()
    }

    /// What is hidden; nothing for nil.
    ///
    /// - Throws: a usage error for what is no regular expression.
    func redaction() throws -> Redaction? {
        if isOff { return nil }
        do {
            return try Redaction(patterns: patterns)
        } catch {
            throw ValidationError("--redact-pattern: \(error)")
        }
    }
}
