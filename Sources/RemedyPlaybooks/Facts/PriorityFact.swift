import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// The lowest priority class with which the pod makes room for itself on as many of the nodes as any does.
struct PriorityFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("suggestedPriorityClass", .optional), .number("suggestedPriority", .optional),
        .truth("isSystemPriority", .optional),
    ]

    /// The pod was refused by the scheduler, which tried preemption.
    let needs = [["preemption"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard let placement = subject.placementOnNodes else { return facts }
        guard subject.finding.parameters.text("preemption") != "never" else {
            facts.parameters["suggestedPriorityClass"] = .absent
            facts.inVain.append("the pod's preemptionPolicy is Never, so no priority helps")
            return facts
        }
        let search = PrioritySearch(subject.simulator, for: placement)
        guard let name = search.leastClass(at: subject.positions) else {
            facts.parameters["suggestedPriorityClass"] = .absent
            facts.inVain.append(
                placement.daemonSet.template.spec.neverPreempts
                    ? "the template's preemptionPolicy is Never, so no priority helps"
                    : placement.template.testedPod.neverPreempts
                        ? "the priority class has preemptionPolicy Never, and no preempting class makes room"
                        : "no priority class makes room on any of these nodes")
            return facts
        }
        facts.parameters["suggestedPriorityClass"] = .text(name)
        let value = subject.index.priorityClass(named: name)?.value ?? PriorityClass.builtIn[name]
        facts.parameters["suggestedPriority"] = value.map { .number($0) }
        facts.parameters["isSystemPriority"] = .truth(name.hasPrefix("system-"))
        return facts
    }
}
