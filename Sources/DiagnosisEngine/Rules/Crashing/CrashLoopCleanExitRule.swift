import KubernetesModel

/// A container ends without error, and is started again for ever.
public struct CrashLoopCleanExitRule: NodeRule {
    public static let code = FindingCode.crashLoopCleanExit
    public static let documentation = RuleDocumentation(
        summary: "A container ends without error, and is started again for ever.",
        explanation: """
            A daemon pod's restart policy is Always: a program that does its work and ends, or that goes to the background, is \
            started again with growing pauses.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .cleanExit }
    }

    public func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        return FindingDescription(
            title: "container \(crash.name) comes to its end",
            message:
                "Container \(crash.name) ends with exit code 0 (\(symptoms.restarts)). A daemon must stay in the "
                + "foreground.\(symptoms.lastWords)",
            parameters: symptoms.parameters())
    }
}
