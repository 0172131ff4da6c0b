import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// A container ends with an error, again and again.
    public static let crashLoopErrorExit = Self("crash-loop-error-exit")
}

/// A container ends with an error, again and again.
struct CrashLoopErrorExitRule: NodeRule {
    static let code = FindingCode.crashLoopErrorExit
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .containerLogs]
    static let parameters: [ParameterDescription] = CrashSymptom.parameters
    static let documentation = RuleDocumentation(
        summary: "A container ends with an error, again and again.",
        explanation: """
            The program itself gives up: its exit code and its last words tell why. The kubelet starts it again after 10 s, \
            doubling up to 5 minutes (CrashLoopBackOff).
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .errorExit }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        return FindingDescription(
            title: "container \(crash.name) exits with code \(crash.termination.exitCode)",
            message:
                "Container \(crash.name) ends with exit code \(crash.termination.exitCode) "
                + "(\(symptoms.restarts)).\(symptoms.lastWords)\(symptoms.meaningOfExitCode)",
            parameters: symptoms.parameters())
    }
}

extension CrashLoopErrorExitRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the program's port is taken, as its log says", on: ["n1"],
                with: [
                    "exitCode": 1, "signature": "address-in-use",
                    "logLine": "listen tcp :9100: bind: address already in use",
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
                cluster.log("starting", "listen tcp :9100: bind: address already in use", of: "agent-n1")
            },
            .silent("the container was there when the machine went down, and is not up again yet") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.loseContainer()
                }
            },
            .silent("a runtime that gives 255 and Error, and a kubelet that saw the node boot") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.loseContainer(reason: "Error")
                }
                cluster.nodeEvent("Rebooted", "Node n1 has been rebooted, boot id: 1", on: "n1", secondsAgo: 90)
            },
            .silent("the container was restarted once, and is ready again") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.change { status in
                        var end = ContainerTermination()
                        end.exitCode = 1
                        status.restartCount = 1
                        status.lastState = .terminated(end)
                    }
                }
            },
        ]
    }
}
