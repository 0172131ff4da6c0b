import DiagnosisEngine
import KubernetesModel

/// The taints that a removal takes off, as they are on each node: one key can have several effects and values.
struct TakenTaintsFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .objects("takenTaints", [.text("takenTaint"), .texts("taintedNodes")])
    ]

    let needs = [["tolerationKey"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let finding = subject.finding.parameters
        guard let key = finding.text("tolerationKey") else { return facts }
        let effect = finding.text("tolerationEffect")
        var nodes: [String: [String]] = [:]
        for position in subject.positions {
            let node = subject.snapshot.nodes[position]
            for taint in node.taints where taint.key == key && (effect == nil || taint.effect?.rawValue == effect) {
                nodes[taint.description, default: []].append(node.name)
            }
        }
        guard !nodes.isEmpty else { return facts }
        facts.parameters["takenTaints"] = .list(
            nodes.sorted { $0.key < $1.key }.map {
                .object(["takenTaint": .text($0.key), "taintedNodes": .texts($0.value)])
            })
        return facts
    }
}
