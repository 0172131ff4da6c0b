import ArgumentParser
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import ObjectDecoding
import RemedyPlaybooks
import ReportRendering
import Wording

/// `dsdoctor explain`: what a code means.
struct Explain: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain the code of a finding or gap; without a code, list all.",
        // The parser would spell out all options.
        usage: "dsdoctor explain [<code>] [<options>]",
        discussion: """
            EXAMPLES
              dsdoctor explain
              dsdoctor explain eviction-loop
              dsdoctor explain logs-missing

            EXIT CODES
              0   explained
              2   no such code, or output not written
              64  usage error
            """)

    @Argument(help: ArgumentHelp("The code, as a report prints it.", valueName: "code"))
    var code: String?

    @OptionGroup(title: "How to print")
    var output: OutputOptions<Explanation>

    func run(in context: CommandContext) throws -> ExitStatus {
        try output.open(in: context).write(try explanation(), in: context)
    }

    private func explanation() throws -> Explanation {
        let gaps = Gap.Code.allCases.map { GapExplanation($0, kinds: ObjectKind.allCases) }
        guard let code else {
            return .list(
                findings: FindingCode.allCases.compactMap { CodeExplanation($0, playbooks: .embedded) }, gaps: gaps)
        }
        if let found = FindingCode(rawValue: code).flatMap({ CodeExplanation($0, playbooks: .embedded) }) {
            return .code(found)
        }
        if let gap = gaps.first(where: { $0.code.rawValue == code }) { return .gap(gap) }
        let known = FindingCode.allCases.map(\.rawValue) + gaps.map(\.code.rawValue)
        throw CommandError.codeNotFound(code, nearest: NearestName.completing(code, among: known))
    }
}
