import ArgumentParser
import ReportRendering

/// `dsdoctor playbooks list`: all playbooks, one a line.
struct PlaybooksList: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the playbooks with their risk and the findings that they are for.",
        discussion: """
            EXAMPLES
              dsdoctor playbooks list
              dsdoctor playbooks list --playbooks own-playbooks -o json
            """)

    @OptionGroup
    var playbooks: PlaybookOptions

    @Option(name: [.customShort("o"), .customLong("output")], help: "The form of the list.")
    var format: OutputFormat = .text

    @OptionGroup(title: "How to print")
    var page: PageOptions

    func run(in context: CommandContext) throws -> ExitStatus {
        let list = PlaybookList(try PlaybookFiles.catalogue(addedFrom: playbooks.directory))
        return try context.printing {
            switch format {
            case .text: try PlaybookListTextRenderer(page.textOptions(in: context)).render(list, to: $0)
            case .json: try PlaybookListJSONRenderer().render(list, to: $0)
            }
        }
    }
}
