import ArgumentParser
import ReportRendering

/// How a page of text looks.
struct PageOptions: ParsableArguments {
    @Option(help: "Whether to use colours; auto: on a terminal, unless NO_COLOR is set.")
    var color: ColorChoice = .auto

    @Option(help: ArgumentHelp("The columns of a page; by default the terminal's, else 80.", valueName: "columns"))
    var width: Int?

    func validate() throws {
        if let width, !(40...1000).contains(width) {
            throw ValidationError("--width must be between 40 and 1000, and \(width) is not.")
        }
    }

    /// The options of the renderers of text.
    func textOptions(in context: CommandContext) -> TextRenderer.Options {
        TextRenderer.Options(
            columns: width ?? context.terminalColumns ?? 80, isColored: color.isColored(in: context))
    }
}

/// Whether to colour what is printed.
enum ColorChoice: String, ChoiceArgument {
    case auto
    case always
    case never

    /// The answer for this run (see no-color.org).
    func isColored(in context: CommandContext) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            let refusesColor = context.environment("NO_COLOR").map { !$0.isEmpty } ?? false
            return context.terminalColumns != nil && !refusesColor && context.environment("TERM") != "dumb"
        }
    }
}
