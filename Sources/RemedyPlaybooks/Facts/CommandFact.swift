import DiagnosisEngine
import KubernetesModel

/// Decides about a container's args when its command is removed: the image's own entrypoint gets them.
struct CommandFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .truth("leavesArgs", .optional), .truth("hasKeptArgs", .optional),
        .truth("takesCommandOut", .optional),
    ]

    let needs = [["container", "command"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard let container = subject.containerInTemplate, !container.command.isEmpty else { return facts }
        // Options are of the program, whoever starts it. What follows a shell is that shell's.
        let isShell = MissingCommand.isShell(container.command[0])
        let areOptions = container.args.first?.hasPrefix("-") ?? true
        facts.parameters["leavesArgs"] = .truth(!isShell && areOptions)
        facts.parameters["hasKeptArgs"] = .truth(!isShell && areOptions && !container.args.isEmpty)
        // Where the same template serves, its command is right; and an init container has to end, which the image's own
        // program mostly doesn't.
        let isInit =
            subject.placement?.daemonSet.template.spec.initContainers.contains { $0.name == container.name } ?? false
        facts.parameters["takesCommandOut"] = .truth(
            subject.finding.parameters["servesElsewhere"] == 0 && !isInit)
        return facts
    }
}
