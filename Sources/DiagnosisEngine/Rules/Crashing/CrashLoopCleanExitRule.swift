import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// A container ends without error, and is started again for ever.
    public static let crashLoopCleanExit = Self("crash-loop-clean-exit")
}

/// A container ends without error, and is started again for ever.
struct CrashLoopCleanExitRule: NodeRule {
    static let code = FindingCode.crashLoopCleanExit
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .containerLogs]
    static let parameters: [ParameterDescription] = CrashSymptom.parameters
    static let documentation = RuleDocumentation(
        summary: "A container exits with code 0 and is restarted again and again.",
        explanation: """
            A DaemonSet's restartPolicy is always Always: a program that finishes its work, or goes to the background, \
            is restarted, each time after a longer pause.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .cleanExit }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        let tellsWhy = symptoms.contains { !($0.detail.log?.signature?.meaning.isEmpty ?? true) }
        return FindingDescription(
            title: "container \(crash.name) exits with code 0",
            message:
                "Container \(crash.name) exits with code 0 (\(symptoms.restarts)). "
                + (tellsWhy ? "It exits by itself, without an error." : "A daemon must stay in the foreground.")
                + symptoms.lastWords,
            parameters: symptoms.parameters())
    }
}

extension CrashLoopCleanExitRule {
    static var examples: [RuleExample] {
        [
            .firing("the program goes to the background", on: ["n1"], with: ["container": "agent", "exitCode": 0]) {
                cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 0, reason: "Completed") }
            },
            .firing(
                "the program says that there is nothing for it to do", on: ["n1"],
                with: ["container": "agent", "exitCode": 0, "signature": "nothing-to-do"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 0, reason: "Completed") }
                cluster.log("E0917 22:10:19.101416 1 main.go:53] no resource configuration; exiting", of: "agent-n1")
            },
            .silent("the program was restarted once long ago, and runs") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.change { $0.restartCount = 1 } }
            },
        ]
    }
}
