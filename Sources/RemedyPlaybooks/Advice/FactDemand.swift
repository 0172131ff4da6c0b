import DiagnosisEngine

/// Which facts the playbooks for each code ask for.
struct FactDemand: Sendable {
    /// By code and name of a parameter: the id of the first playbook, in the order of the catalogue, that mentions it.
    private var users: [FindingCode: [String: String]] = [:]

    init(_ playbooks: [Playbook]) {
        for playbook in playbooks {
            for code in playbook.codes {
                let names = playbook.mentionedNames(for: code)
                users[code, default: [:]].merge(names.map { ($0, playbook.id) }) { first, _ in first }
            }
        }
    }

    /// The facts that playbooks ask for, as far as found. A line about a failed search begins with the id of the first
    /// playbook that asks for it.
    func facts(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard let users = users[subject.finding.code] else { return facts }
        for search in FactCatalogue.searches(for: subject.finding.code) {
            guard let user = search.parameters.lazy.compactMap({ users[$0.name] }).first else { continue }
            let found = search.search(for: subject)
            for (name, value) in found.parameters.entries { facts.parameters[name] = value }
            facts.inVain += found.inVain.map { "\(user): \($0)" }
        }
        return facts
    }
}
