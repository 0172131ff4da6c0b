import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// A container is ended by a signal that neither the kubelet nor the memory limit explains.
    public static let crashLoopSignal = Self("crash-loop-signal")
}

/// A container is ended by a signal that neither the kubelet nor the memory limit explains.
struct CrashLoopSignalRule: NodeRule {
    static let code = FindingCode.crashLoopSignal
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .containerLogs]
    static let parameters: [ParameterDescription] = CrashSymptom.parameters + [.text("signal")]
    static let documentation = RuleDocumentation(
        summary: "A signal kills a container again and again.",
        explanation: """
            An exit code above 128 is a signal's number plus 128: 139 is a segmentation fault, 134 an abort. 137 here \
            is a kill that came neither from a probe nor, as far as the runtime says, from lack of memory.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { kind in
            if case .signal = kind { return true }
            return false
        }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        var name = ""
        if case .signal(let number) = crash.kind { name = SignalName.name(number) }
        var parameters = symptoms.parameters()
        parameters["signal"] = .text(name)
        return FindingDescription(
            title: "container \(crash.name) is killed by \(name)",
            message:
                "Container \(crash.name) is killed by \(name) (exit code \(crash.termination.exitCode), "
                + "\(symptoms.restarts)).\(symptoms.lastWords)",
            parameters: parameters)
    }
}

extension CrashLoopSignalRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the program breaks off with a segmentation fault", on: ["n1"],
                with: ["signal": "SIGSEGV", "exitCode": 139]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 139) }
            },
            .silent("the kernel killed it for memory") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137, reason: "OOMKilled") }
            },
        ]
    }
}
