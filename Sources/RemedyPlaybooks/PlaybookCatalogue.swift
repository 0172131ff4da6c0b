import CheckedYAML
import DiagnosisEngine

/// The playbooks that remedies come from.
public struct PlaybookCatalogue: Equatable, Sendable {
    /// Sorted as remedies are offered where nothing else ranks them: by order, then id.
    public private(set) var playbooks: [Playbook]

    init(playbooks: [Playbook]) {
        self.playbooks = playbooks.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
    }

    /// The playbooks of `files`. Throws all that is wrong with them.
    public init(files: [PlaybookFile]) throws(YAMLFileErrors) {
        let (playbooks, problems) = PlaybookReader.read(files)
        guard problems.isEmpty else { throw YAMLFileErrors(problems: problems) }
        self.init(playbooks: playbooks)
    }

    /// The playbooks that ship with the program. They are read when first asked for, which takes some 30 ms.
    public static let embedded = PlaybookCatalogue(reading: EmbeddedPlaybooks.files)

    /// Those of the playbooks that ship with the program which can have a remedy for one of `codes`; no others are
    /// read, so that a healthy cluster costs nothing.
    public static func embedded(for codes: some Collection<FindingCode>) -> PlaybookCatalogue {
        if codes.isEmpty { return PlaybookCatalogue(playbooks: []) }
        return PlaybookCatalogue(reading: EmbeddedPlaybooks.files(naming: Set(codes.map { Array($0.rawValue.utf8) })))
    }

    /// The texts of the playbooks that ship with the program.
    public static var embeddedFiles: [PlaybookFile] { EmbeddedPlaybooks.files }

    private init(reading files: [PlaybookFile]) {
        var playbooks = PlaybookReader.read(files, checkingNames: false).playbooks
        for place in playbooks.indices { playbooks[place].isBuiltIn = true }
        self.init(playbooks: playbooks)
    }

    /// These playbooks and those of `files`, which take the place of those with the same id.
    public func adding(_ files: [PlaybookFile]) throws(YAMLFileErrors) -> PlaybookCatalogue {
        let added = try PlaybookCatalogue(files: files).playbooks
        let ids = Set(added.map(\.id))
        return PlaybookCatalogue(playbooks: playbooks.filter { !ids.contains($0.id) } + added)
    }

    /// The problems of `files`, sorted by file, line and column; empty if they can be used.
    public static func problems(in files: [PlaybookFile]) -> [YAMLFileProblem] { PlaybookReader.read(files).problems }

    /// The playbook called `id`.
    public func playbook(_ id: String) -> Playbook? { playbooks.first { $0.id == id } }

    /// The remedies for `finding`, not simulated: ``RemedyAdvisor`` simulates them.
    ///
    /// A command, step or title that mentions a parameter which the finding lacks is left out, and a remedy without
    /// anything left with it.
    func remedies(for finding: Finding, in context: RemedyContext) -> [Remedy] {
        drafts(for: finding, in: TemplateView(finding, in: context)).map(\.remedy)
    }

    /// The remedies with what is to be tried of each.
    func drafts(for finding: Finding, in view: TemplateView) -> [RemedyDraft] {
        playbooks.compactMap { $0.remedy(for: finding.code, in: view) }
    }
}
