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

    /// The page of a report that goes to the terminal, or else to a file.
    func style(in context: CommandContext, isTerminal: Bool) -> PageStyle {
        let terminalColumns = isTerminal ? context.terminalColumns : nil
        return PageStyle(
            columns: width ?? terminalColumns ?? 80,
            isColored: color.isColored(onTerminal: terminalColumns != nil, in: context))
    }
}

/// Whether to colour what is printed.
enum ColorChoice: String, ChoiceArgument {
    case auto
    case always
    case never

    /// The answer for this run (see no-color.org).
    func isColored(onTerminal isTerminal: Bool, in context: CommandContext) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            let refusesColor = context.environment("NO_COLOR").map { !$0.isEmpty } ?? false
            return isTerminal && !refusesColor && context.environment("TERM") != "dumb"
        }
    }
}

/// How much of a report people get.
struct ExtentOptions: ParsableArguments {
    @Flag(help: "Print every finding with its evidence and remedies, not only the overview.")
    var full = false

    @Flag(help: "Print one line per DaemonSet.")
    var summary = false

    func validate() throws {
        if full, summary { throw ValidationError("--full and --summary exclude each other.") }
    }
}

/// How much of a report people get.
struct DetailOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Print all names, all gaps and more evidence.")
    var verbose = false
}
