import ArgumentParser
import ReportRendering

/// How a page of text looks.
struct PageOptions: ParsableArguments {
    @Option(help: "Use colours; auto means on a terminal, unless NO_COLOR is set.")
    var color: ColorChoice = .auto

    @Option(help: ArgumentHelp("Page width in columns; by default the terminal's, else 80.", valueName: "columns"))
    var width: Int?

    func validate() throws {
        if let width, !(40...1000).contains(width) {
            throw ValidationError("--width \(width): must be between 40 and 1000.")
        }
    }

    /// The page of a report that goes to the terminal, or else to a file.
    func style(in context: CommandContext, isTerminal: Bool) -> PageStyle {
        let terminalColumns = isTerminal ? context.terminalColumns : nil
        return PageStyle(
            columns: width ?? terminalColumns ?? 80,
            isColored: color.isColored(onTerminal: terminalColumns != nil, in: context),
            isASCII: isTerminal && Self.isLocaleASCII(in: context))
    }

    /// Whether the locale is one whose characters are not UTF-8, by the rules of POSIX. Where none is set, as in many
    /// containers, terminals are UTF-8 all the same.
    private static func isLocaleASCII(in context: CommandContext) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { context.environment($0) }.first { !$0.isEmpty }
        guard let locale = locale?.lowercased() else { return false }
        return !locale.contains("utf-8") && !locale.contains("utf8")
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
    @Flag(help: "Print every finding with its evidence and fix, not only the overview.")
    var full = false

    @Flag(help: "Print one line per DaemonSet.")
    var summary = false

    @Flag(name: .customLong("all-remedies"), help: "Print every remedy in full, not only the best one.")
    var allRemedies = false

    @Flag(
        name: .customLong("no-headers"), help: "With --summary or -o wide: print rows only, without headers and totals."
    )
    var noHeaders = false

    func validate() throws {
        if full, summary { throw ValidationError("--full and --summary can't be combined.") }
    }
}

/// How much of a report people get.
struct DetailOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Print all names, notices and gaps, and more evidence.")
    var verbose = false
}
