import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import TestBuilders

@testable import ReportRendering

/// Hand-made reports: one with everything that a renderer must be able to say, and the quiet ones.
enum SampleReports {
    /// Every verdict, every severity, remedies of all forms, hostile names, gaps.
    static var full: Report {
        let nodes = (1...26).map { "gen-a-\($0 < 10 ? "0" : "")\($0)" } + smallNodes + ["real-node-1"]
        var summary = SnapshotSummary(
            snapshot(nodes: nodes.map { node($0) }) { snapshot in
                snapshot.source = "cluster.json"
                snapshot.capturedAt = Timestamp(seconds: 1_795_295_231)
                snapshot.kubernetesVersion = "v1.36.2"
                snapshot.gaps = gaps
            })
        summary.pods = 381
        summary.daemonSets = 9
        return Report(
            snapshot: summary,
            daemonSets: [
                well("kube-system", "kube-proxy"), well("monitoring", "node-exporter"), memoryHungry, crashing, rolling,
                idle, hostile, unexplained,
                well("storage", "csi-node", verdict: .idle),
            ],
            clusterFindings: [orphans])
    }

    /// Nothing is wrong.
    static var healthy: Report {
        var report = full
        report.daemonSets = [well("kube-system", "kube-proxy"), well("storage", "csi-node", verdict: .idle)]
        report.clusterFindings = []
        report.snapshot.gaps = []
        return report
    }

    static let smallNodes = (1...6).map { "small-a-0\($0)" }

    private static let gaps = [
        Gap(
            code: .eventsMissing, detail: "There are no events.", savedCodes: ["eviction-loop", "volume-mount-failed"]),
        Gap(code: .objectUnreadable, detail: "Pod apps/a: spec.containers is no list"),
        Gap(code: .objectUnreadable, detail: "Pod apps/\u{1B}[31mb: spec.containers is no list"),
    ]

    static func well(_ namespace: String, _ name: String, verdict: Verdict = .healthy) -> DaemonSetReport {
        let served = verdict == .idle ? 0 : 26
        let counts = StatusCounts(desired: served, current: served, ready: served, available: served, updated: served)
        return DaemonSetReport(
            diagnosis: DaemonSetDiagnosis(
                namespace: namespace, name: name, verdict: verdict, counts: counts, reported: counts, nodes: [],
                findings: []),
            findings: [])
    }

    /// A DaemonSet with findings, each with its remedies.
    static func unwell(
        _ namespace: String, _ name: String, _ verdict: Verdict, _ counts: StatusCounts,
        nodes: [NodeAssessment] = [], findings: [FindingReport]
    ) -> DaemonSetReport {
        DaemonSetReport(
            diagnosis: DaemonSetDiagnosis(
                namespace: namespace, name: name, verdict: verdict, counts: counts, reported: counts, nodes: nodes,
                findings: findings.map(\.finding)),
            findings: findings)
    }

    private static var memoryHungry: DaemonSetReport {
        var nodes = smallNodes.map { name in
            NodeAssessment(
                node: name, state: .pending, pod: "mem-hungry-\(name)", shouldRun: true, shouldContinueRunning: true,
                cause: .insufficientResource, otherCauses: name == "small-a-01" ? [.hostPortConflict] : [])
        }
        nodes.append(
            NodeAssessment(
                node: "gpu-a", state: .ineligible, shouldRun: false, shouldContinueRunning: false,
                excludedBy: ["taint dedicated=gpu:NoSchedule"]))
        let finding = Finding(
            code: .insufficientResource, severity: .critical, title: "not enough memory free",
            message: "The pod requests 1000Mi of memory; each node has 212Mi to 396Mi of 4Gi free. "
                + "Preemption can't help: nothing there has a lower priority than this pod (0).",
            parameters: [
                "resource": "memory", "requested": "1000Mi", "shortfall": 604, "preempts": false,
                "holders": .list([
                    .object(["workload": "apps/checkout", "pods": 28]), .object(["workload": "security/preemptor"]),
                ]),
                "pools": .texts(["small"]),
            ],
            nodes: smallNodes, pods: smallNodes.map { "logging/mem-hungry-\($0)" },
            evidence: [
                Evidence(
                    kind: .computed, object: "",
                    text:
                        "held by apps/checkout ×28 (600Mi, priority 0), security/preemptor ×6 (800Mi, priority 1000000)"
                )
            ]
                + smallNodes.map {
                    Evidence(
                        kind: .event, object: "Pod logging/mem-hungry-\($0)",
                        text: "0/42 nodes are available: 1 Insufficient memory, 41 node(s) didn't satisfy plugin(s) "
                            + "[NodeAffinity]. preemption: 0/42 nodes are available: 1 No preemption victims found.")
                })
        let patch =
            #"{"spec":{"template":{"spec":{"containers":[{"name":"main","resources":{"requests":{"memory":"212Mi"}}}]}}}}"#
        let command = ["kubectl", "-n", "logging", "patch", "daemonset", "mem-hungry", "--type=strategic", "-p", patch]
        let undo = command.dropLast() + [patch.replacing("212Mi", with: "1000Mi")]
        return unwell(
            "logging", "mem-hungry", .degraded,
            StatusCounts(desired: 26, current: 26, ready: 19, available: 19, updated: 26, misscheduled: 1),
            nodes: nodes,
            findings: [
                FindingReport(
                    finding: finding,
                    remedies: [
                        Remedy(
                            playbook: "lower-memory-request", title: "Lower the memory request to 212Mi", risk: .low,
                            steps: [
                                "See what the container really uses: it must not be more than 212Mi at any time of "
                                    + "the day.",
                                "Lower the request.",
                            ],
                            commands: [["kubectl", "-n", "logging", "top", "pods", "-l", "app=mem-hungry"], command],
                            rollback: [Array(undo)],
                            verify: [["kubectl", "-n", "logging", "rollout", "status", "daemonset/mem-hungry"]],
                            references: [
                                "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"
                            ]),
                        Remedy(
                            playbook: "raise-priority", title: "Give it the priority platform-critical", risk: .high,
                            steps: ["Raise the priority."], commands: [command]),
                        Remedy(
                            playbook: "scale-nodes", title: "Give the nodes of pool small 5Gi instead of 4Gi",
                            risk: .medium,
                            steps: ["Replace the pool's machines, one after the other.", "Drain the old ones."]),
                        Remedy(playbook: "move-pods", title: "Move other pods away", risk: .medium),
                    ]),
                FindingReport(
                    finding: Finding(
                        code: .podOnIneligibleNode, severity: .warning, confidence: .likely,
                        title: "a pod is misplaced",
                        message: "1 pod runs on a node excluded by taint nvidia.com/gpu=present:NoSchedule.",
                        nodes: ["gpu-a"]),
                    remedies: []),
            ])
    }

    private static var crashing: DaemonSetReport {
        let names = (0..<600).map { "edge-\($0 * 3)" } + ["ip-10-0-1-7.ec2.internal", "ip-10-0-1-8.ec2.internal"]
        return unwell(
            "apps", "crash-127", .failing, StatusCounts(desired: 602, current: 602, updated: 602),
            findings: [
                FindingReport(
                    finding: Finding(
                        code: .crashLoopCommandNotFound, severity: .critical, title: "the command does not exist",
                        message: "The container main ends with 127: its command is not in the image.", nodes: names,
                        evidence: [
                            Evidence(
                                kind: .containerStatus, object: "Pod apps/crash-127-x7",
                                text: "terminated, exit code 127"),
                            Evidence(kind: .log, object: "Pod apps/crash-127-x7", text: "sh: 1: collectord: not found"),
                            Evidence(
                                kind: .spec, object: "DaemonSet apps/crash-127", text: "command: collectord --all"),
                            Evidence(kind: .condition, object: "Pod apps/crash-127-x7", text: "Ready is False"),
                        ]),
                    remedies: [
                        Remedy(
                            playbook: "fix-command", title: "Correct the command", risk: .low,
                            steps: ["Edit the template."],
                            commands: [["kubectl", "-n", "apps", "edit", "daemonset/crash-127"]])
                    ])
            ])
    }

    private static var rolling: DaemonSetReport {
        unwell(
            "net", "rolling", .progressing,
            StatusCounts(desired: 26, current: 26, ready: 25, available: 25, updated: 12),
            nodes: [
                NodeAssessment(
                    node: "gen-a-12", state: .starting, pod: "rolling-1", shouldRun: true, shouldContinueRunning: true)
            ], findings: [])
    }

    private static var idle: DaemonSetReport {
        unwell(
            "gpu", "driver", .idle, StatusCounts(),
            findings: [
                FindingReport(
                    finding: Finding(
                        code: .noEligibleNode, severity: .notice, title: "no node is eligible",
                        message: "pool=generall excludes all 42 nodes; pool=general would match 16."), remedies: [])
            ])
    }

    /// What an attacker in the cluster would write.
    private static var hostile: DaemonSetReport {
        let evil = "evil\u{1B}]0;owned\u{07}\u{202E}txt"
        return unwell(
            "evil\u{1B}[2J", "a\nFAILING  kube-system/kube-proxy", .failing, StatusCounts(desired: 1, current: 1),
            nodes: [
                NodeAssessment(
                    node: evil, state: .failing, pod: "p\u{9B}31m", shouldRun: true, shouldContinueRunning: true,
                    cause: .imagePullFailed)
            ],
            findings: [
                FindingReport(
                    finding: Finding(
                        code: .imagePullFailed, severity: .critical, title: "pull \u{200B}failed",
                        message: "The image \"\u{1B}[1mnice\u{1B}[0m\" of 日本語\u{0}\\ is not there.\r\nAll is well.",
                        parameters: ["image": .text("\u{1B}[2J\"\\\u{7F}\u{2028}\u{E0041}/slash")], nodes: [evil],
                        pods: ["evil/p\u{9B}31m"],
                        evidence: [
                            Evidence(
                                kind: .event, object: "Pod x", text: String(repeating: "A", count: 500) + "\u{1B}c")
                        ]),
                    remedies: [
                        Remedy(
                            playbook: "fix-image", title: "Pull\u{1B}[8m it", risk: .low, steps: ["Run `$(reboot)`\n"],
                            commands: [
                                ["kubectl", "delete", "pod", "$(reboot); rm -rf ~", "it's"],
                                ["kubectl", "delete", "pod", "p\u{9B}31m"],
                            ])
                    ])
            ])
    }

    private static var unexplained: DaemonSetReport {
        unwell(
            "odd", "unexplained", .degraded, StatusCounts(desired: 3, current: 2, ready: 1, available: 1, updated: 3),
            nodes: ["n1", "n2", "n10"].map {
                NodeAssessment(
                    node: $0, state: .pending, shouldRun: true, shouldContinueRunning: true, cause: .causeUnknown)
            },
            findings: [
                FindingReport(
                    finding: Finding(
                        code: .causeUnknown, severity: .critical, title: "cause unknown",
                        message: "The pods on 3 nodes are Pending, and no rule explains it. The scheduler says: "
                            + "Unschedulable: 0/3 nodes are available: 3 node(s) were out of luck.",
                        nodes: ["n1", "n2", "n10"]),
                    remedies: [])
            ])
    }

    private static var orphans: FindingReport {
        FindingReport(
            finding: Finding(
                code: .orphanedPod, severity: .warning, confidence: .possible, title: "pods without owner",
                message: "These pods belong to a DaemonSet that is gone.",
                pods: ["logging/orphan-me-hvkwd", "logging/orphan-me-h5kjh"]),
            remedies: [
                Remedy(
                    playbook: "delete-orphans", title: "Delete them", risk: .medium,
                    commands: [["kubectl", "-n", "logging", "delete", "pod", "orphan-me-h5kjh", "orphan-me-hvkwd"]])
            ])
    }
}
