import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// The kubelet kills a container because its startup probe fails.
    public static let crashLoopStartupProbe = Self("crash-loop-startup-probe")
}

/// The kubelet kills a container because its startup probe fails.
struct CrashLoopStartupProbeRule: ProbeKillRule {
    static let code = FindingCode.crashLoopStartupProbe
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.containerLogs, .podMetrics]
    static let parameters = KillingProbe.parameters
    static let probe = KillingProbe.startup
    static let documentation = RuleDocumentation(
        summary: "The kubelet kills a container because its startup probe fails.",
        explanation: """
            Until the startup probe has succeeded once, the other probes do not run. After failureThreshold × \
            periodSeconds the kubelet kills the container: the program starts too slowly, or never gets ready.
            """)
}

extension CrashLoopStartupProbeRule {
    static var examples: [RuleExample] {
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
