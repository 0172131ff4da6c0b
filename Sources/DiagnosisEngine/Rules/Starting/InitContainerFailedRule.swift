import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// An init container, or a sidecar among them, does not do its part.
    public static let initContainerFailed = Self("init-container-failed")
}

/// An init container, or a sidecar among them, does not do its part.
struct InitContainerFailedRule: NodeRule {
    static let code = FindingCode.initContainerFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .containerLogs]
    static let parameters: [ParameterDescription] =
        CrashSymptom.parameters + [.text("memoryLimit", .optional), .text("reason", .optional), .truth("isSidecar")]
    static let documentation = RuleDocumentation(
        summary: "An init container fails, so the pod's containers never start.",
        explanation: """
            Init containers run one after another before the pod's own, and each must succeed; restartable ones \
            (sidecars) must start. Until then the pod stays Pending, and the other containers show PodInitializing.
            """)

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        // What the runtime cannot start is container-start-failed, for init containers too.
        node.crashSymptom(in: situation, isInit: true) { $0 != .startFailure }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        var parameters = symptoms.parameters()
        parameters["reason"] = .text(crash.termination.reason)
        let isSidecar = crash.spec?.isRestartable ?? false
        parameters["isSidecar"] = .truth(isSidecar)
        if crash.kind == .outOfMemory, let limit = crash.spec?.resources.limits[ResourceName.memory] {
            parameters["memoryLimit"] = .text(limit.readable(for: ResourceName.memory))
        }
        let what = isSidecar ? "Sidecar" : "Init container"
        let how =
            crash.kind == .outOfMemory
            ? "is OOMKilled" : "exits with code \(crash.termination.exitCode)"
        return FindingDescription(
            title: "init container \(crash.name) fails",
            message:
                "\(what) \(crash.name) \(how) (\(symptoms.restarts)), so the pod can't start.\(symptoms.lastWords)",
            parameters: parameters)
    }
}

extension InitContainerFailedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "an init container ends with an error", on: ["n1"],
                with: ["container": "prepare", "exitCode": 2, "signature": "permission-denied"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.initContainers = [ExampleObjects.container("prepare")] }
                cluster.daemonPod(on: "n1") { $0.crashInit("prepare", exitCode: 2) }
                cluster.log(
                    "mkdir: cannot create directory '/data': Permission denied", of: "agent-n1", container: "prepare")
            },
            .silent("the init container is done, and the pod's own one crashes") { cluster in
                cluster.node("n1")
                cluster.template { $0.initContainers = [ExampleObjects.container("prepare")] }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 2) }
            },
        ]
    }
}
