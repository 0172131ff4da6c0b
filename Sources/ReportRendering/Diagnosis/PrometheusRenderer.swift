import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks

/// The report as metrics, for Prometheus by way of a file: OpenMetrics text.
///
/// No label is a node's or a pod's name: those come and go, and each would be a series of its own. The age of the
/// snapshot is left to whoever asks (`time() - dsdoctor_snapshot_captured_timestamp_seconds`), so that the same snapshot
/// gives the same bytes.
struct PrometheusRenderer: ReportRenderer {
    static let format = "prometheus"
    static let isForPeople = false

    private typealias Sample = MetricsText.Sample

    private let report: Report

    init(_ report: Report) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var metrics = MetricsText()
        writeSnapshot(to: &metrics)
        writeTotals(to: &metrics)
        writeDaemonSets(to: &metrics)
        writeFindings(to: &metrics)
        metrics.finish()
        try sink(Array(metrics.text.utf8))
    }

    private func writeSnapshot(to metrics: inout MetricsText) {
        let snapshot = report.snapshot
        let seconds = snapshot.capturedAt.microseconds / 1_000_000
        metrics.gauge(
            "dsdoctor_snapshot_captured_timestamp_seconds", unit: "seconds",
            "When the cluster was read; absent where the snapshot does not say so.",
            snapshot.capturedAt.microseconds == 0 ? [] : [Sample(value: Int(clamping: seconds.int64))])
        metrics.gauge("dsdoctor_snapshot_nodes", "Nodes in the snapshot.", snapshot.nodes)
        metrics.gauge("dsdoctor_snapshot_pods", "Pods in the snapshot.", snapshot.pods)
        metrics.gauge("dsdoctor_snapshot_daemonsets", "DaemonSets in the snapshot.", snapshot.daemonSets)
        metrics.gauge(
            "dsdoctor_snapshot_gaps", "Data that the snapshot lacks, by the kind of gap.",
            Self.counted(snapshot.gaps.map(\.code.rawValue), as: "code"))
    }

    private func writeTotals(to metrics: inout MetricsText) {
        metrics.gauge(
            "dsdoctor_daemonsets", "DaemonSets that were diagnosed, by verdict.",
            Verdict.allCases.map { verdict in
                let count = report.daemonSets.count { $0.diagnosis.verdict == verdict }
                return Sample(labels: [("verdict", verdict.rawValue)], value: count)
            })
        metrics.gauge(
            "dsdoctor_missing_pods", "Pods of all DaemonSets that are missing or not available.",
            report.daemonSets.reduce(0) { $0 + $1.unavailable })
        let severities = (report.daemonSets.flatMap(\.findings) + report.clusterFindings).map(\.finding.severity)
        metrics.gauge(
            "dsdoctor_findings", "Findings of DaemonSets and of the cluster, by severity.",
            Severity.allCases.map { severity in
                Sample(labels: [("severity", severity.rawValue)], value: severities.count { $0 == severity })
            })
        let causes = report.causes.map(\.cause).filter { !$0.codes.isEmpty }
        let byCode = Dictionary(grouping: causes) { $0.codes[0].rawValue }.sorted { $0.key < $1.key }
        metrics.gauge(
            "dsdoctor_causes", "Causes, by the code that tells most.",
            byCode.map { Sample(labels: [("code", $0.key)], value: $0.value.count) })
        metrics.gauge(
            "dsdoctor_cause_missing_pods",
            "Pods that are missing or not available for causes of a code; each pod counts for one cause.",
            byCode.map { code, causes in
                Sample(labels: [("code", code)], value: causes.reduce(0) { $0 + $1.podsAffected })
            })
    }

    private func writeDaemonSets(to metrics: inout MetricsText) {
        metrics.gauge(
            "dsdoctor_daemonset_verdict", "Whether the DaemonSet has this verdict (1) or another (0).",
            report.daemonSets.flatMap { daemonSet in
                Verdict.allCases.map { verdict in
                    Sample(
                        labels: labels(of: daemonSet) + [("verdict", verdict.rawValue)],
                        value: daemonSet.diagnosis.verdict == verdict ? 1 : 0)
                }
            })
        let counts: [(name: String, help: String, count: (DaemonSetReport) -> Int)] = [
            ("dsdoctor_daemonset_desired_pods", "Nodes that should have a pod.", { $0.diagnosis.counts.desired }),
            ("dsdoctor_daemonset_current_pods", "Of these, nodes that have one.", { $0.diagnosis.counts.current }),
            ("dsdoctor_daemonset_ready_pods", "Nodes whose pod is ready.", { $0.diagnosis.counts.ready }),
            (
                "dsdoctor_daemonset_available_pods", "Nodes whose pod has been ready for minReadySeconds.",
                { $0.diagnosis.counts.available }
            ),
            (
                "dsdoctor_daemonset_updated_pods", "Nodes whose pod is of the newest template.",
                { $0.diagnosis.counts.updated }
            ),
            (
                "dsdoctor_daemonset_misscheduled_pods", "Nodes that have a pod and should not.",
                { $0.diagnosis.counts.misscheduled }
            ),
            (
                "dsdoctor_daemonset_missing_pods",
                "Nodes whose pod is missing or not available; 0 where the verdict is unknown.", { $0.unavailable }
            ),
        ]
        for (name, help, count) in counts {
            metrics.gauge(name, help, report.daemonSets.map { Sample(labels: labels(of: $0), value: count($0)) })
        }
        metrics.gauge(
            "dsdoctor_daemonset_nodes", "Nodes by how the DaemonSet stands there; states without a node are left out.",
            report.daemonSets.flatMap { daemonSet in
                let counts = Dictionary(grouping: daemonSet.diagnosis.nodes, by: \.state)
                return NodeState.allCases.compactMap { state in
                    counts[state].map {
                        Sample(labels: labels(of: daemonSet) + [("state", state.rawValue)], value: $0.count)
                    }
                }
            })
        metrics.gauge(
            "dsdoctor_daemonset_affected_nodes", "Nodes whose pod is not served, by the primary cause there.",
            report.daemonSets.flatMap { daemonSet in
                Self.counted(
                    daemonSet.diagnosis.nodes.compactMap(\.cause?.rawValue), as: "code", behind: labels(of: daemonSet))
            })
    }

    private func writeFindings(to metrics: inout MetricsText) {
        metrics.gauge(
            "dsdoctor_daemonset_findings", "Findings of the DaemonSet.",
            report.daemonSets.flatMap { daemonSet in
                Self.counted(daemonSet.findings.map(\.finding), behind: labels(of: daemonSet))
            })
        metrics.gauge(
            "dsdoctor_cluster_findings", "Findings that belong to no single DaemonSet.",
            Self.counted(report.clusterFindings.map(\.finding)))
        let byCode = Dictionary(grouping: report.clusterFindings.map(\.finding), by: \.code.rawValue)
        metrics.gauge(
            "dsdoctor_cluster_finding_nodes", "Nodes that findings of the cluster are about.",
            byCode.sorted { $0.key < $1.key }.map { code, findings in
                Sample(labels: [("code", code)], value: Set(findings.flatMap(\.nodes)).count)
            })
    }

    private func labels(of daemonSet: DaemonSetReport) -> [(name: String, value: String)] {
        [("namespace", daemonSet.diagnosis.namespace), ("daemonset", daemonSet.diagnosis.name)]
    }

    /// How often each word is there, by the alphabet.
    private static func counted(
        _ words: [String], as label: String, behind labels: [(name: String, value: String)] = []
    ) -> [Sample] {
        Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
            .map { Sample(labels: labels + [(label, $0.key)], value: $0.value) }
    }

    /// How many findings there are of each code and severity.
    private static func counted(
        _ findings: [Finding], behind labels: [(name: String, value: String)] = []
    ) -> [Sample] {
        let counts = Dictionary(grouping: findings) { "\($0.code.rawValue) \($0.severity.rawValue)" }
        return counts.sorted { $0.key < $1.key }.map { _, alike in
            let own = [("code", alike[0].code.rawValue), ("severity", alike[0].severity.rawValue)]
            return Sample(labels: labels + own, value: alike.count)
        }
    }
}
