import ByteStreams
import ReportRendering
import SecretRedaction

/// Prints what a rollout does: a bar that is redrawn on a terminal, lines elsewhere, events for programs.
struct RolloutPrinter {
    var outputs: EventOutputs
    var style: PageStyle
    var fileStyle: PageStyle
    var isVerbose: Bool
    /// Nil hides nothing.
    var redaction: Redaction?
    var context: CommandContext

    /// Erases the line that the cursor is in.
    private static let erasure = "\r\u{1B}[2K"

    /// Whether a line can be redrawn.
    private var isTerminal: Bool { context.terminalColumns != nil && context.environment("TERM") != "dumb" }

    /// Begins the files, before anything is read: nobody waits for a rollout to learn of a wrong path.
    ///
    /// - Throws: as soon as one cannot be written.
    init(
        _ outputs: [EventOutput], style: PageStyle, fileStyle: PageStyle, isVerbose: Bool, redaction: Redaction?,
        context: CommandContext
    ) throws {
        self.outputs = try EventOutputs(outputs)
        self.style = style
        self.fileStyle = fileStyle
        self.isVerbose = isVerbose
        self.redaction = redaction
        self.context = context
    }

    /// Tells the news of a moment, and the end where it is one.
    ///
    /// - Throws: ``CommandError/outputFailed(reason:)``, and ``StreamError`` for a file. Who has gone needs no more news,
    ///   but the exit code.
    func tell(_ report: RolloutReport) throws {
        let report = redaction.map { report.redacted(by: TextRedactor($0)) } ?? report
        if outputs.filesHave(.json) { try report.writeEvents { try outputs.write($0, as: .json) } }
        if outputs.filesHave(.text) {
            let text =
                report.newsText(on: fileStyle, isTerminal: false) + report.endText(on: fileStyle, isVerbose: isVerbose)
            try outputs.write(Array(text.utf8), as: .text)
        }
        do {
            switch outputs.printed {
            case .json?: try report.writeEvents(to: context.writeOutput)
            case .text?: try tellPeople(report)
            case nil: break
            }
        } catch CommandError.outputClosed {}
    }

    private func tellPeople(_ report: RolloutReport) throws {
        let news = report.newsText(on: style, isTerminal: isTerminal)
        let end = report.endText(on: style, isVerbose: isVerbose)
        var text = news + end
        if isTerminal {
            text = Self.erasure + text
            if end.isEmpty { text += report.bar(on: style) }
        }
        if !text.isEmpty { try context.writeOutput(Array(text.utf8)) }
    }
}
