import ArgumentParser
import DiagnosisEngine
import KubernetesModel
import ReportRendering
import Wording

/// `dsdoctor playbooks show`: one playbook for people.
struct PlaybooksShow: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a playbook: what it is for, its steps, its commands.",
        usage: "dsdoctor playbooks show <id> [<options>]",
        discussion: """
            EXAMPLES
              dsdoctor playbooks show free-space

            EXIT CODES
              0   shown
              2   no such playbook, or output not written
              64  usage error
            """)

    @Argument(help: ArgumentHelp("The playbook: see `dsdoctor playbooks list`.", valueName: "id"))
    var id: String

    @OptionGroup
    var playbooks: PlaybookOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<PlaybookList.Entry>

    func run(in context: CommandContext) throws -> ExitStatus {
        let list = PlaybookList(try PlaybookFiles.catalogue(addedFrom: playbooks.directory))
        guard let entry = list.entries.first(where: { $0.playbook.id == id }) else {
            let ids = list.entries.map(\.playbook.id)
            throw CommandError.playbookNotFound(id, nearest: NearestName.completing(id, among: ids))
        }
        return try output.open(in: context).write(entry, in: context)
    }
}
