import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// A container serves, and has ended often and lately.
    public static let frequentRestarts = Self("frequent-restarts")
}

/// A container serves, and has ended often and lately.
struct FrequentRestartsRule: NodeRule {
    static let code = FindingCode.frequentRestarts
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.containerLogs]
    static let parameters: [ParameterDescription] = CrashSymptom.parameters
    static let documentation = RuleDocumentation(
        summary: "A container is running now, but has restarted often and lately.",
        explanation: """
            At least five restarts, the last within an hour before the snapshot. Each restart is a gap in the daemon's \
            service, and the pause before the next one grows up to 5 minutes.
            """)

    static let followsOthers = true

    static let restarts: WholeNumber = 5
    /// How long ago the last end may be, in seconds.
    static let recently: WholeNumber = 3600

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        guard node.hasLivePodOnNode, let pod = node.pod, pod.isReady else { return nil }
        for status in pod.status.allContainerStatuses where status.restartCount >= Self.restarts {
            guard case .running = status.state, case .terminated(let end) = status.lastState,
                let ended = end.finishedAt, situation.snapshot.capturedAt.seconds(since: ended) <= Self.recently
            else { continue }
            let crash = CrashingContainer(
                status: status, spec: node.spec(of: status.name), termination: end, kind: .errorExit,
                evidence: [
                    Evidence(
                        kind: .containerStatus, object: "Pod \(pod.metadata.qualifiedName)",
                        text:
                            "container \(status.name) last exited with code \(end.exitCode) (\(end.reason)) at "
                            + "\(ended)"
                    )
                ])
            let log = situation.tellingLine(of: pod, container: status.name, on: node)
            return Symptom(
                grouping: "\(status.name) \(end.exitCode)",
                detail: CrashSymptom(container: crash, log: log, servesElsewhere: situation.servingCount(likePod: pod)),
                evidence: crash.evidence)
        }
        return nil
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        return FindingDescription(
            severity: .warning, title: "container \(crash.name) restarts often",
            message:
                "Container \(crash.name) is running, but restarts often (\(symptoms.restarts)); it last exited with code "
                + "\(crash.termination.exitCode)\(crash.termination.reason.isEmpty ? "" : " (\(crash.termination.reason))").\(symptoms.lastWords)",
            parameters: symptoms.parameters())
    }
}

extension FrequentRestartsRule {
    static var examples: [RuleExample] {
        [
            .firing("the container was restarted 20 times, last 5 minutes ago", on: ["n1"], with: ["restarts": 20]) {
                cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.change { status in
                        var end = ContainerTermination()
                        end.exitCode = 2
                        end.finishedAt = Timestamp(seconds: 9_700)
                        status.restartCount = 20
                        status.lastState = .terminated(end)
                    }
                }
            },
            .silent("the restarts are long ago") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.change { status in
                        var end = ContainerTermination()
                        end.exitCode = 2
                        end.finishedAt = Timestamp(seconds: 1_000)
                        status.restartCount = 20
                        status.lastState = .terminated(end)
                    }
                }
            },
        ]
    }
}
