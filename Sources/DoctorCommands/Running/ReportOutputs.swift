import ByteStreams
import ReportRendering
import SecretRedaction

/// Where the formats of a report go: files that are begun, and standard output for at most one.
struct ReportOutputs<Content: RenderableReport> {
    var files: [(format: ReportFormat<Content>, file: AtomicFile)]
    var printed: ReportFormat<Content>?
    var fileStyle: PageStyle
    var printedStyle: PageStyle

    /// Writes the report. A file appears under its name when all of them are complete, and before anything is printed.
    ///
    /// Where `redaction` is nil nothing is hidden in it.
    ///
    /// - Returns: how the program ends.
    func write(
        _ report: Content, ending status: ExitStatus = .nothingFound, hiding redaction: Redaction? = .standard,
        in context: CommandContext
    ) throws -> ExitStatus {
        let shown = ShownReport(report, hiding: redaction)
        for (format, file) in files {
            try format.render(shown, on: fileStyle) { try $0.withUnsafeBytes(file.write) }
        }
        for (_, file) in files { try file.commit() }
        guard let printed else { return status }
        return try context.printing(ending: status) {
            try printed.render(shown, on: printedStyle, to: $0)
        }
    }
}
