import Logging
import SnapshotSaving
import Wording

/// Saves what was read, and tells what was hidden in it.
struct SnapshotCopy {
    /// The file to write; `-` for standard output.
    var output: String
    var isRedactionOff: Bool

    /// Writes what was recorded, wherever it comes from, and tells on standard error what became of it.
    func save(_ recorded: RecordedSnapshot, in context: CommandContext, logger: Logger) throws {
        let writer = SnapshotWriter(recorded)
        if output == "-" {
            _ = try context.printing { sink in try writer.write(as: .plain) { try sink(Array($0)) } }
        } else {
            try logger.timing(.writing) { try writer.write(toFile: output) }
        }
        let place = output == "-" ? "" : " to \(TerminalText.escaped(output))"
        let count = recorded.objectCount
        context.writeError("Saved \(count) object\(count == 1 ? "" : "s")\(place). \(hidden(by: writer.report))")
        if let text = writer.report.leftOutText { context.writeError("Left out: \(text).") }
    }

    private func hidden(by report: RedactionReport) -> String {
        if isRedactionOff { return "Nothing is hidden in it." }
        return report.hiddenText.map { "Hidden: \($0)." } ?? "There was nothing to hide."
    }
}
