import CheckedYAML
import DiagnosisEngine
import KubernetesModel
import Wording

/// Reads one playbook and collects all that is wrong with it.
struct PlaybookReader: YAMLProblemCollector {
    let file: String
    /// Whether names and types are checked against the findings' parameters, and all templates: not again for the
    /// embedded playbooks, which the tests check.
    let checksNames: Bool
    var problems: [YAMLFileProblem] = []
    /// The names that templates may use, known once `appliesTo` is read.
    var scope = TemplateScope([])

    static let keys = [
        "id", "title", "order", "appliesTo", "prevents", "changesTemplate", "leastRisk", "change", "unproven",
        "notSimulated", "steps", "commands", "verify", "rollback", "references",
    ]

    static let requiredKeys = ["id", "title", "order", "appliesTo"]

    init(file: String, checksNames: Bool) {
        self.file = file
        self.checksNames = checksNames
    }

    /// The playbooks of the files that are in order, and the problems of the others.
    static func read(
        _ files: [PlaybookFile], checkingNames checksNames: Bool = true
    ) -> (playbooks: [Playbook], problems: [YAMLFileProblem]) {
        var playbooks: [Playbook] = []
        var problems: [YAMLFileProblem] = []
        let read = files.concurrentMap { file in
            var reader = PlaybookReader(file: file.name, checksNames: checksNames)
            let playbook = reader.playbook(from: file.text)
            return (reader, playbook)
        }
        for (var reader, playbook) in read {
            if let (playbook, idMark) = playbook {
                if let other = playbooks.first(where: { $0.id == playbook.id }) {
                    reader.report(.duplicateID(playbook.id, otherFile: other.file), at: idMark)
                } else if reader.problems.isEmpty {
                    playbooks.append(playbook)
                }
            }
            problems += reader.sortedProblems
        }
        return (playbooks, problems)
    }

    private mutating func playbook(from text: String) -> (Playbook, idMark: YAMLMark?)? {
        guard let root = root(of: text, "a playbook"), let members = members(of: root, known: Self.keys) else {
            return nil
        }
        for key in Self.requiredKeys where members[key] == nil {
            report(.missingKey(key), at: root.mark)
        }
        if members["steps"] == nil, members["commands"] == nil { report(.missingKey("steps"), at: root.mark) }
        let appliesTo = members["appliesTo"].map { applications($0) } ?? []
        let codes = Set(appliesTo.map(\.code)).sorted()
        // Without a known code every variable would be unknown: the unknown code is the problem to mend first.
        scope = scope(of: codes.isEmpty ? FindingCode.allCases : codes)
        let id = members["id"].flatMap { identifier($0) }
        let title = members["title"].flatMap { template($0, in: scope) }
        let order = members["order"].flatMap { number($0) }
        let prevents = members["prevents"].flatMap { truth($0) } ?? false
        let changesTemplate = members["changesTemplate"].flatMap { truth($0) } ?? false
        let changes = members["change"].map { self.changes($0) } ?? []
        let unproven = members["unproven"].flatMap { template($0, in: scope) }
        let notSimulated = members["notSimulated"].flatMap { template($0, in: scope) }
        let steps = members["steps"].map { self.steps($0) } ?? []
        let commands = members["commands"].map { self.commands($0) } ?? []
        let verify = members["verify"].map { self.commands($0) } ?? []
        let rollback = members["rollback"].map { $0.sequence?.isEmpty ?? false ? [] : self.commands($0) }
        let leastRisk = members["leastRisk"].flatMap { risk($0) } ?? .low
        let references = members["references"].map { self.references($0) } ?? []
        guard let id, let title, let order else { return nil }
        var playbook = Playbook(
            id: id, order: Int(order), appliesTo: appliesTo, prevents: prevents, changesTemplate: changesTemplate,
            references: references, file: file, title: title, changes: changes, unproven: unproven,
            notSimulated: notSimulated, steps: steps, commands: commands, verify: verify, rollback: rollback)
        playbook.leastRisk = leastRisk
        return (playbook, members["id"]?.mark)
    }

    /// The parameters of findings of these codes; nothing if names are not checked.
    func scope(of codes: [FindingCode]) -> TemplateScope {
        TemplateScope(union: checksNames ? codes.map { FindingParameterNames.available(for: $0) } : [])
    }
}
