import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import ObjectDecoding
import RemedyPlaybooks
import ReportRendering

/// A file of the project that is made, wholly or in part, from what rules and typed changes say of themselves.
/// `scripts/generate` writes them all; a test fails where one is stale.
package struct GeneratedFile: Sendable {
    /// The path within the project.
    package let path: String
    private let make: @Sendable (_ old: String) -> String

    /// All of them.
    package static let all: [GeneratedFile] = [
        GeneratedFile(path: "docs/findings.md") { _ in FindingsPage.markdown(playbooks: .embedded) },
        GeneratedFile(path: "docs/gaps.md") { _ in
            GapsPage.markdown(codes: Gap.Code.allCases, kinds: ObjectKind.allCases)
        },
        GeneratedFile(path: "docs/schema/report.schema.json", make: CodeLists.updated),
        GeneratedFile(path: "docs/schema/diff.schema.json", make: CodeLists.updated),
        GeneratedFile(path: "docs/schema/playbook.schema.json") {
            ChangeDocumentation.updated(schema: CodeLists.updated($0))
        },
        GeneratedFile(path: "docs/playbooks.md", make: ChangeDocumentation.updated(page:)),
    ]

    /// The text of the file as it is to be, made from the text that it has.
    package func text(from old: String) -> String { make(old) }
}
