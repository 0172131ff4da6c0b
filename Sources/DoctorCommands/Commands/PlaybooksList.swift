import ArgumentParser
import ReportRendering

/// `dsdoctor playbooks list`: all playbooks, one a line.
struct PlaybooksList: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the playbooks with their risk and the codes they apply to.",
        usage: "dsdoctor playbooks list [<options>]",
        discussion: """
            EXAMPLES
              dsdoctor playbooks list
              dsdoctor playbooks list --playbooks own-playbooks -o json

            EXIT CODES
              0   listed
              2   a playbook unreadable, or output not written
              64  usage error
            """)

    @OptionGroup
    var playbooks: PlaybookOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<PlaybookList>

    func run(in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(in: context)
        let list = PlaybookList(try PlaybookFiles.catalogue(addedFrom: playbooks.directory))
        return try outputs.write(list, in: context)
    }
}
