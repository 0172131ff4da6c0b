import ArgumentParser
import ReportRendering

/// How results are printed.
struct OutputOptions: ParsableArguments {
    @Option(name: [.customShort("o"), .customLong("output")], help: "The form of the report.")
    var format: OutputFormat = .text

    @OptionGroup
    var page: PageOptions

    @Flag(help: "Give one line a DaemonSet.")
    var summary = false

    @Flag(name: .shortAndLong, help: "Print all names, all gaps and more evidence.")
    var verbose = false

    func validate() throws {
        if summary, format != .text { throw ValidationError("--summary goes with -o text only.") }
    }

    /// The renderer that was asked for.
    func renderer(in context: CommandContext) -> any ReportRenderer {
        format.renderer(textOptions(in: context))
    }

    /// How a page of text is to look.
    func textOptions(in context: CommandContext) -> TextRenderer.Options {
        var options = page.textOptions(in: context)
        options.isVerbose = verbose
        options.isSummary = summary
        return options
    }
}
