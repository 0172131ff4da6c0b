import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// The kubelet kills a container because its liveness probe fails.
    public static let crashLoopLivenessProbe = Self("crash-loop-liveness-probe")
}

/// The kubelet kills a container because its liveness probe fails.
struct CrashLoopLivenessProbeRule: ProbeKillRule {
    static let code = FindingCode.crashLoopLivenessProbe
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.containerLogs, .podMetrics]
    static let parameters = KillingProbe.parameters
    static let probe = KillingProbe.liveness
    static let documentation = RuleDocumentation(
        summary: "The kubelet kills a container because its liveness probe fails.",
        explanation: """
            The exit code (137 or 143) looks like any kill; only the events Unhealthy and Killing tell it from an \
            out-of-memory kill. Either the program hangs, or the probe starts too early, runs too often or checks the \
            wrong thing.
            """)
}

extension CrashLoopLivenessProbeRule {
    static var examples: [RuleExample] {
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
            .firing(
                "the program answers that it isn't well yet, and is killed as soon as the probe allows", on: ["n1"],
                with: ["isEarly": true, "aliveSeconds": 21, "patienceSeconds": 20]
            ) { cluster in
                cluster.node("n1")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "http-get :9400/health"
                    probe.initialDelaySeconds = 5
                    probe.periodSeconds = 5
                    container.livenessProbe = probe
                }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(exitCode: 0, reason: "Completed")
                    pod.change { status in
                        guard case .terminated(var end) = status.lastState else { return }
                        end.startedAt = Timestamp(seconds: 9_900)
                        end.finishedAt = Timestamp(seconds: 9_921)
                        status.lastState = .terminated(end)
                    }
                }
                cluster.log("starting webserver", of: "agent-n1")
                cluster.event(
                    "Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 503", on: "agent-n1",
                    fieldPath: "spec.containers{agent}")
                cluster.event(
                    "Killing", "Container agent failed liveness probe, will be restarted", on: "agent-n1",
                    fieldPath: "spec.containers{agent}")
            },
            .firing(
                "nobody listens where the probe asks, on one of two nodes", on: ["n1"],
                with: ["isUnanswered": true, "servesElsewhere": 1]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "tcp-socket :9100"
                    container.livenessProbe = probe
                }
                cluster.daemonPod(on: "n2")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.event(
                    "Unhealthy", "Liveness probe failed: dial tcp 10.0.0.1:9100: connect: connection refused",
                    on: "agent-n1", fieldPath: "spec.containers{agent}")
            },
            .firing(
                "a host-network pod's program is told to listen on a link-local address", on: ["n1"],
                with: ["isUnanswered": true, "boundTo": "169.254.20.10", "fittingHost": "169.254.20.10"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    spec.isHostNetwork = true
                    spec.containers[0].args = ["-localip", "169.254.20.10", "-metrics", "127.0.0.1:9253"]
                    var probe = Probe()
                    probe.action = "http-get :8080/health"
                    spec.containers[0].livenessProbe = probe
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 0, reason: "Completed") }
                cluster.event(
                    "Unhealthy",
                    "Liveness probe failed: Get \"http://10.0.0.1:8080/health\": dial tcp 10.0.0.1:8080: "
                        + "connect: connection refused", on: "agent-n1", fieldPath: "spec.containers{agent}")
                cluster.event(
                    "Killing", "Container agent failed liveness probe, will be restarted", on: "agent-n1",
                    fieldPath: "spec.containers{agent}")
            },
            .firing(
                "the probe's program doesn't know its argument", on: ["n1"],
                with: ["isProbeWrong": true, "isUnanswered": false]
            ) { cluster in
                cluster.node("n1")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "exec [/registrar --mode=probe]"
                    container.livenessProbe = probe
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.event(
                    "Unhealthy", "Liveness probe failed: flag provided but not defined: -mode\nUsage of /registrar:",
                    on: "agent-n1", fieldPath: "spec.containers{agent}")
            },
            .firing(
                "the probe's program ran, and found a file missing: that is an answer", on: ["n1"],
                with: ["isProbeWrong": false]
            ) { cluster in
                cluster.node("n1")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "exec [cat /tmp/healthy]"
                    container.livenessProbe = probe
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.event(
                    "Unhealthy", "Liveness probe failed: cat: /tmp/healthy: No such file or directory", on: "agent-n1",
                    fieldPath: "spec.containers{agent}")
            },
            .silent("nothing tells that the kill was the kubelet's") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
            },
        ]
    }
}
