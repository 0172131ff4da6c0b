import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// The revision to go back to: one whose pods serve in the same snapshot, or of which nothing bad is known.
struct RollbackFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .number("undoRevision", .optional), .number("undoServing", .optional), .number("undoKeeps", .optional),
        .number("undoReplaces", .optional), .number("undoRemoves", .optional), .texts("badRevisions", .optional),
        .texts("templatesSeen", .optional),
    ]

    /// It is about the DaemonSet: any finding will do.
    let needs: [[String]] = [[]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard let placement = subject.placement else { return facts }
        let history = RevisionHistory(placement, in: subject.index)
        guard let newest = history.revisions.first else {
            if history.pods.count > 1 {
                facts.parameters["templatesSeen"] = .texts(history.pods.keys.sorted().map(history.words(onTemplate:)))
            }
            return facts
        }
        // What fails in an older revision is no reason to go back to one.
        let pods = Set(subject.finding.pods)
        let blamed = history.failing(among: pods)
        if !blamed.isEmpty, !blamed.contains(newest.hash) { return facts }
        let earlier = history.revisions.dropFirst()
        let bad = earlier.prefix { history.isBad($0) }
        if !bad.isEmpty { facts.parameters["badRevisions"] = .texts(bad.map(history.words(on:))) }
        if let good = earlier.first(where: { history.serving(in: $0) > 0 && !history.isBad($0) }) {
            note(good, history, in: &facts)
            facts.parameters["undoServing"] = .number(WholeNumber(history.serving(in: good)))
        } else if let unknown = earlier.first(where: { !history.isBad($0) }) {
            note(unknown, history, in: &facts)
        } else if !bad.isEmpty {
            facts.inVain = ["\(Wording.list(bad.map(history.words(on:)))): there is no revision to go back to"]
        }
        return facts
    }

    /// Notes the revision, and what becomes of the pods on the way back to it.
    private func note(_ revision: RevisionHistory.Revision, _ history: RevisionHistory, in facts: inout SearchedFacts) {
        let way = history.wayBack(to: revision)
        facts.parameters["undoRevision"] = .number(revision.number)
        facts.parameters["undoKeeps"] = .number(WholeNumber(way.kept))
        facts.parameters["undoReplaces"] = .number(WholeNumber(way.replaced))
        facts.parameters["undoRemoves"] = .number(WholeNumber(way.removed))
    }
}
