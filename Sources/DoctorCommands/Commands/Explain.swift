import ArgumentParser
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import ReportRendering
import Wording

/// `dsdoctor explain`: what a code means.
struct Explain: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a finding's code: what is wrong, how it is told, and what answers it.",
        discussion: """
            EXAMPLES
              dsdoctor explain eviction-loop
            """)

    @Argument(help: ArgumentHelp("The code, as a report prints it.", valueName: "code"))
    var code: String

    @OptionGroup(title: "How to print")
    var output: OutputOptions<CodeExplanation>

    func run(in context: CommandContext) throws -> ExitStatus {
        guard let code = FindingCode(rawValue: code), let explanation = CodeExplanation(code, playbooks: .embedded)
        else {
            throw CommandError.codeNotFound(
                code, nearest: NearestName.of(code, among: FindingCode.allCases.map(\.rawValue)))
        }
        return try output.open(in: context).write(explanation, in: context)
    }
}
