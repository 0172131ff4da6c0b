import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// Who makes the machines of the finding's nodes, where all of them are of one pool, and how it is told.
struct PoolFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("poolManager", .optional), .text("managedPool", .optional), .text("poolCluster", .optional),
        .text("poolLocation", .optional), .text("poolLabel", .optional), .number("poolSize", .optional),
    ]

    /// The resource that nodes are short of.
    let needs = [["resource", "requested"], ["podsOnNode"], ["holders", "preemption"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let nodes = subject.positions.map { subject.snapshot.nodes[$0] }
        guard let first = nodes.first, let manager = NodePoolManager(of: first),
            nodes.dropFirst().allSatisfy({ NodePoolManager(of: $0)?.pool == manager.pool })
        else { return facts }
        func tell(_ name: String, _ text: String?) {
            // A name for a command line: nothing that cloud programs read more into.
            guard let text, PodSelector.isName(text), !text.hasPrefix("-") else { return }
            facts.parameters[name] = .text(text)
        }
        tell("poolManager", manager.kind.rawValue)
        tell("managedPool", manager.pool)
        // What the nodes don't tell a person puts in.
        tell("poolCluster", manager.cluster ?? "CLUSTER")
        tell("poolLocation", manager.location ?? (manager.kind == .aks ? "RESOURCE_GROUP" : "LOCATION"))
        if let label = manager.label, label.split(separator: "=").allSatisfy({ PodSelector.isName(String($0)) }) {
            facts.parameters["poolLabel"] = .text(label)
        }
        let size = subject.snapshot.nodes.count { NodePoolManager(of: $0)?.pool == manager.pool }
        facts.parameters["poolSize"] = .number(WholeNumber(size))
        return facts
    }
}
