import KubernetesModel

/// The kubelet kills a container because its liveness probe fails.
public struct CrashLoopLivenessProbeRule: NodeRule {
    public static let code = FindingCode.crashLoopLivenessProbe
    public static let documentation = RuleDocumentation(
        summary: "The kubelet kills a container because its liveness probe fails.",
        explanation: """
            The exit code looks like any kill (137 or 143); only the events Unhealthy and Killing tell it from an out-of-memory \
            kill. Either the program hangs, or the probe asks too early, too often or the wrong thing.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .livenessProbe }
    }

    public func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        let probe = crash.spec?.livenessProbe
        let failure = symptoms[0].symptom.evidence.first { $0.kind == .event }?.text
        var parameters = symptoms.parameters()
        parameters["probe"] = probe.map { .text($0.action) }
        parameters["probeFailure"] = failure.map { .text($0) }
        parameters["probeKind"] = "liveness"
        return FindingDescription(
            title: "liveness probe of container \(crash.name) fails",
            message:
                "Container \(crash.name) is killed because its liveness "
                + "probe\(probe.map { " (\($0.action))" } ?? "") fails "
                + "(\(symptoms.restarts)).\(symptoms.lastWords)"
                + (probe?.unreachableHostPort(in: situation.daemonSet.template.spec) ?? ""),
            parameters: parameters)
    }
}

extension CrashLoopLivenessProbeRule {
    public static var examples: [RuleExample] {
        [
            .firing(
                "the program hangs, and is killed for it", on: ["n1"],
                with: ["container": "agent", "probe": "tcp-socket :9100", "probeKind": "liveness"]
            ) { cluster in
                cluster.node("n1")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "tcp-socket :9100"
                    container.livenessProbe = probe
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.event(
                    "Killing", "Container agent failed liveness probe, will be restarted", on: "agent-n1",
                    fieldPath: "spec.containers{agent}")
            },
            .silent("nothing tells that the kill was the kubelet's") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
            },
        ]
    }
}
