import ArgumentParser
import ReportRendering
import SnapshotCollector

/// `dsdoctor collect`: saves a snapshot in the project's own form.
struct Collect: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Save a snapshot in one file, without what is secret in it.",
        discussion: """
            The file is a List that kubectl reads too, one object a line, with what objects
            do not tell (logs, gaps, the time) beside them. Values of environment variables,
            annotations and what looks like credentials are replaced by REDACTED; Secrets,
            ConfigMaps and other kinds that no diagnosis needs are left out. The diagnosis
            of the file is that of what it was made from.

            EXAMPLES
              dsdoctor collect --snapshot must-gather.tar.gz -o cluster.json.gz
              dsdoctor collect --snapshot dump/ -o - --redact-pattern 'acme-[a-z]+' | less

            EXIT CODES
              0   the snapshot was saved
              2   it could not be read or written
              64  the command line could not be understood
            """)

    @OptionGroup(title: "Where from")
    var source: SnapshotOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The file to write, compressed when its name ends in .gz or .zst; - for standard output.",
            valueName: "file"),
        completion: .file(extensions: ["json", "gz", "zst"]))
    var output: String

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup
    var log: LogOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("The value of --output is empty.") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let recorder = SnapshotRecorder(redaction: try redaction.redaction())
        let path = try source.requiredPath()
        let recorded = try log.logger.timing("read the snapshot") { try context.pipeline.record(path, recorder) }
        return try save(recorded, in: context)
    }

    /// Writes what was recorded, wherever it comes from, and tells what became of it.
    private func save(_ recorded: RecordedSnapshot, in context: CommandContext) throws -> ExitStatus {
        let writer = SnapshotWriter(recorded)
        if output == "-" {
            _ = try context.printing { sink in try writer.write(as: .plain) { try sink(Array($0)) } }
        } else {
            try log.logger.timing("wrote the snapshot") { try writer.write(toFile: output) }
        }
        let place = output == "-" ? "" : " to \(TerminalText.escaped(output))"
        let count = recorded.objectCount
        context.writeError("Saved \(count) object\(count == 1 ? "" : "s")\(place). \(hidden(by: writer.report))")
        if let text = writer.report.leftOutText { context.writeError("Left out: \(text).") }
        return .nothingFound
    }

    private func hidden(by report: RedactionReport) -> String {
        if redaction.isOff { return "Nothing is hidden in it." }
        return report.hiddenText.map { "Hidden: \($0)." } ?? "There was nothing to hide."
    }
}
