import ArgumentParser
import RemedyPlaybooks
import ReportRendering
import Wording

/// `dsdoctor playbooks validate`: all that is wrong with playbooks.
struct PlaybooksValidate: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check playbooks; print one line per problem: file:line:column: reason.",
        discussion: """
            EXAMPLES
              dsdoctor playbooks validate own-playbooks

            EXIT CODES
              0   all playbooks are valid
              1   some are not
              2   directory unreadable or output not written
              64  usage error
            """)

    @Argument(
        help: ArgumentHelp(
            "A directory of .yaml files; by default the built-in playbooks.", valueName: "dir"),
        completion: .directory)
    var directory: String?

    func run(in context: CommandContext) throws -> ExitStatus {
        let files = try directory.map { try PlaybookFiles.inDirectory($0) } ?? PlaybookCatalogue.embeddedFiles
        let problems = PlaybookCatalogue.problems(in: files)
        let lines = problems.map { TerminalText.escaped($0.description) }
        let verdict = files.count == 1 ? "1 playbook is valid" : "\(files.count) playbooks are valid"
        let text = (lines.isEmpty ? [verdict] : lines).map { $0 + "\n" }.joined()
        return try context.printing(ending: problems.isEmpty ? .nothingFound : .found) { try $0(Array(text.utf8)) }
    }
}
