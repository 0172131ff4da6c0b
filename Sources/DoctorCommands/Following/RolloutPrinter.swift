import ReportRendering
import SecretRedaction

/// Prints what a rollout does: a bar that is redrawn on a terminal, lines elsewhere, events for programs.
struct RolloutPrinter {
    var format: RolloutFormat
    var style: PageStyle
    var isVerbose: Bool
    /// Nil hides nothing.
    var redaction: Redaction?
    var context: CommandContext

    /// Erases the line that the cursor is in.
    private static let erasure = "\r\u{1B}[2K"

    /// Whether a line can be redrawn.
    private var isTerminal: Bool { context.terminalColumns != nil && context.environment("TERM") != "dumb" }

    /// Tells the news of a moment, and the end where it is one.
    ///
    /// - Throws: ``CommandError/outputFailed(reason:)``. Who has gone needs no more news, but the exit code.
    func tell(_ report: RolloutReport) throws {
        let report = redaction.map { report.redacted(by: TextRedactor($0)) } ?? report
        do {
            switch format {
            case .json: try report.writeEvents(to: context.writeOutput)
            case .text: try tellPeople(report)
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
