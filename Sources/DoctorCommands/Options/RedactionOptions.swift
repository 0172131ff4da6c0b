import ArgumentParser
import ByteStreams
import SecretRedaction

/// The secrets that are hidden in reports and saved snapshots.
struct RedactionOptions: ParsableArguments {
    @Flag(
        name: .customLong("no-redact"),
        help: "Print and save secrets as they are.")
    var isOff = false

    @Option(
        name: .customLong("redact-pattern"),
        help: ArgumentHelp(
            "Also hide matches of this regular expression in arguments, annotations, messages and logs. May be repeated.",
            valueName: "regex"))
    var patterns: [String] = []

    @Option(
        name: .customLong("secret-patterns"),
        help: ArgumentHelp(
            "Also hide secrets of the shapes in this YAML file. They replace built-in ones of the same name.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    func validate() throws {
        if isOff, !patterns.isEmpty { throw ValidationError("--no-redact and --redact-pattern can't be combined.") }
        if isOff, file != nil { throw ValidationError("--no-redact and --secret-patterns can't be combined.") }
        do {
            _ = try Redaction(patterns: patterns)
        } catch {
            throw ValidationError("--redact-pattern: \(error)")
        }
    }

    /// The redaction; nil hides nothing.
    ///
    /// - Throws: ``CommandError/secretPatternsInvalid(first:count:)``, and ``StreamError`` for a file that cannot be read.
    func redaction() throws -> Redaction? {
        if isOff { return nil }
        guard let file else { return try Redaction(patterns: patterns) }
        let patterns = try Self.secretPatterns(of: file)
        return try Redaction(patterns: self.patterns, secretPatterns: SecretPatterns.embedded.adding(patterns))
    }

    private static func secretPatterns(of path: String) throws -> SecretPatterns {
        let text = try TextFiles.read(file: path)
        do {
            return try SecretPatterns.patterns(of: text, file: path)
        } catch {
            let first = error.problems.first.map(\.description) ?? ""
            throw CommandError.secretPatternsInvalid(first: first, count: error.problems.count)
        }
    }
}
