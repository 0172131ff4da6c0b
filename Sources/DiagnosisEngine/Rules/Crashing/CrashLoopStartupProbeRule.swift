import KubernetesModel

/// The kubelet kills a container because its startup probe fails.
public struct CrashLoopStartupProbeRule: NodeRule {
    public static let code = FindingCode.crashLoopStartupProbe
    public static let documentation = RuleDocumentation(
        summary: "The kubelet kills a container because its startup probe fails.",
        explanation: """
            Until the startup probe has succeeded once no other probe is asked. After failureThreshold × periodSeconds the \
            container is killed: the program starts too slowly for that, or never gets there.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .startupProbe }
    }

    public func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        let probe = crash.spec?.startupProbe
        let failure = symptoms[0].symptom.evidence.first { $0.kind == .event }?.text
        var parameters = symptoms.parameters()
        parameters["probe"] = probe.map { .text($0.action) }
        parameters["probeFailure"] = failure.map { .text($0) }
        parameters["probeKind"] = "startup"
        return FindingDescription(
            title: "startup probe of container \(crash.name) fails",
            message:
                "Container \(crash.name) is killed because its startup "
                + "probe\(probe.map { " (\($0.action))" } ?? "") "
                + "fails\(probe.map { " for \($0.failureThreshold) × \($0.periodSeconds) s" } ?? "") "
                + "(\(symptoms.restarts)).\(symptoms.lastWords)"
                + (probe?.unreachableHostPort(in: situation.daemonSet.template.spec) ?? ""),
            parameters: parameters)
    }
}

extension CrashLoopStartupProbeRule {
    public static var examples: [RuleExample] {
        [
            .firing(
                "the program does not get up in time", on: ["n1"],
                with: ["container": "agent", "probe": "http-get :8080/healthz", "probeKind": "startup"]
            ) { cluster in
                cluster.node("n1")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "http-get :8080/healthz"
                    container.startupProbe = probe
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.event(
                    "Killing", "Container agent failed startup probe, will be restarted", on: "agent-n1",
                    fieldPath: "spec.containers{agent}")
            },
            .silent("the startup probe failed a few times before it succeeded") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event("Unhealthy", "Startup probe failed: connection refused", on: "agent-n1")
            },
        ]
    }
}
