import ClusterSnapshot
import DiagnosisEngine
import DoctorCommands
import RemedyPlaybooks
import Synchronization
import TestBuilders

/// What a run of the program gave.
struct RecordedRun {
    var exitCode: Int32
    var output: String
    var errors: String

    /// Runs the program in this process, on a pipeline that reads a small cluster from nowhere.
    init(
        _ arguments: [String], pipeline: DiagnosisPipeline = .sample, environment: [String: String] = [:],
        terminalColumns: Int? = nil, failingWith failure: CommandError? = nil
    ) {
        let output = Mutex<[UInt8]>([])
        let errors = Mutex<String>("")
        let context = CommandContext(
            pipeline: pipeline,
            writeOutput: { bytes in
                if let failure { throw failure }
                output.withLock { $0 += bytes }
            },
            writeError: { line in errors.withLock { $0 += line + "\n" } },
            environment: { environment[$0] }, terminalColumns: terminalColumns)
        exitCode = DoctorProgram.run(arguments, in: context)
        self.output = String(decoding: output.withLock { $0 }, as: UTF8.self)
        self.errors = errors.withLock { $0 }
    }
}

extension DiagnosisPipeline {
    /// Four DaemonSets, of which `logging/mem-hungry` has a critical finding and `apps/web` a warning.
    static let sample = DiagnosisPipeline(
        read: { origin, _ in
            var path = "live"
            if case .saved(let named) = origin { path = named.joined(separator: ", ") }
            let snapshot = TestBuilders.snapshot(
                nodes: [node("n1"), node("n2")],
                daemonSets: [
                    daemonSet("web", namespace: "apps"), daemonSet("mem-hungry", namespace: "logging"),
                    daemonSet("agent", namespace: "logging"), daemonSet("agent", namespace: "apps"),
                ]
            ) { $0.source = path }
            // As a context whose namespace is `logging`.
            return ReadSnapshot(snapshot, currentNamespace: path == "live" ? "logging" : nil)
        },
        diagnose: { engine, _, _ in
            let snapshot = engine.snapshot
            let diagnoses = snapshot.daemonSets.map { daemonSet in
                DaemonSetDiagnosis(
                    namespace: daemonSet.namespace, name: daemonSet.name,
                    verdict: daemonSet.name == "mem-hungry" ? .failing : .healthy,
                    counts: StatusCounts(desired: 2), reported: StatusCounts(desired: 2),
                    nodes: snapshot.nodes.map {
                        NodeAssessment(
                            node: $0.metadata.name, state: .available, shouldRun: true, shouldContinueRunning: true)
                    },
                    findings: findings[daemonSet.name] ?? [])
            }
            return ClusterDiagnosis(
                daemonSets: diagnoses.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) },
                clusterFindings: [
                    Finding(
                        code: .orphanedPod, severity: .notice, title: "a pod without owner",
                        message: "It is left over.",
                        pods: ["apps/left-over"])
                ])
        },
        loadRemedies: { _ in
            { _, _ in
                DiagnosisPipeline.RemedySource(
                    advice: { diagnosis in
                        diagnosis.findings.map(advice)
                    }, clusterAdvice: { advice(for: $0) })
            }
        })

    private static func advice(for finding: Finding) -> FindingAdvice {
        var advice = FindingAdvice()
        advice.remedies = [remedy(for: finding)]
        return advice
    }

    private static func remedy(for finding: Finding) -> Remedy {
        Remedy(playbook: "p", title: "Mend \(finding.code.rawValue)", risk: .low)
    }

    private static let findings = [
        "mem-hungry": [
            Finding(
                code: .insufficientResource, severity: .critical, title: "memory is short", message: "Memory is short.",
                nodes: ["n1", "n2"])
        ],
        "web": [
            Finding(
                code: .frequentRestarts, severity: .warning, title: "restarts", message: "It restarts.", nodes: ["n1"])
        ],
    ]
}
