import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// What `watch` tells for programs: a JSON object a line, which `docs/schema/watch.schema.json` states. It remembers what it
/// has told, and tells what is different now; times and ages alone are no difference.
package struct WatchNews: Sendable {
    /// What a line is about.
    package enum Kind: String, CaseIterable, Sendable {
        /// The cluster as a whole, once at the beginning.
        case started
        /// A DaemonSet is new, or stands in another way than before.
        case daemonSet = "daemon-set"
        /// A DaemonSet is no longer there, or no longer among those that were asked for.
        case daemonSetGone = "daemon-set-gone"
        /// Findings that belong to no DaemonSet.
        case cluster
        /// Data that is missing.
        case gaps
        /// Something cannot be kept current.
        case trouble
        /// What was in trouble is current again.
        case recovered
        /// The cluster cannot be diagnosed.
        case unreadable
        /// The end, with the exit code.
        case ended
    }

    /// What is remembered of a DaemonSet.
    private struct Told: Equatable, Sendable {
        var verdict: Verdict
        var counts: [Int]
        var nodes: [String: Node]
        var findings: [String]

        struct Node: Equatable, Sendable {
            var state: NodeState
            var cause: FindingCode?
        }

        init(_ daemonSet: DaemonSetReport) {
            let diagnosis = daemonSet.diagnosis
            let counts = diagnosis.counts
            verdict = diagnosis.verdict
            self.counts = [
                counts.desired, counts.current, counts.ready, counts.available, counts.updated, counts.misscheduled,
            ]
            nodes = Dictionary(
                diagnosis.nodes.map { ($0.node, Node(state: $0.state, cause: $0.cause)) },
                uniquingKeysWith: { first, _ in first })
            findings = daemonSet.findings.map(\.identity)
        }
    }

    private var hasStarted = false
    private var daemonSets: [String: Told] = [:]
    private var clusterFindings: [String] = []
    private var gaps: [Gap] = []
    private var troubles: [WatchReport.Trouble] = []
    private var complaint = ""

    package init() {}

    /// Hands a line for each difference to `sink`.
    ///
    /// - Throws: only what `sink` throws.
    package mutating func write(_ moment: WatchReport, to sink: ([UInt8]) throws -> Void) throws {
        if moment.report == nil, moment.complaint != complaint {
            try line(.unreadable, moment.time, moment.complaint, to: sink)
        }
        complaint = moment.report == nil ? moment.complaint : ""
        if let report = moment.report { try write(report, at: moment.time, to: sink) }
        try write(moment.troubles, at: moment.time, to: sink)
    }

    /// Hands the last line to `sink`.
    ///
    /// - Throws: only what `sink` throws.
    package func writeEnd(at time: Timestamp, exitCode: Int, to sink: ([UInt8]) throws -> Void) throws {
        try line(.ended, time, "The watch ends with exit code \(exitCode).", to: sink) {
            $0.member("exitCode", exitCode)
        }
    }

    // MARK: - What is different

    private mutating func write(_ report: Report, at time: Timestamp, to sink: ([UInt8]) throws -> Void) throws {
        if !hasStarted {
            hasStarted = true
            let healthy = report.daemonSets.count { [.healthy, .idle].contains($0.diagnosis.verdict) }
            let total = report.daemonSets.count
            let message =
                "Watching \(Wording.count(total, "DaemonSet")) on \(Wording.count(report.snapshot.nodes, "node")): "
                + (healthy == total ? "all healthy." : "\(total - healthy) not healthy.")
            try line(.started, time, message, to: sink) { writer in
                writer.name("cluster")
                try writer.beginObject()
                writer.member("source", report.snapshot.source)
                writer.member("kubernetesVersion", report.snapshot.kubernetesVersion)
                writer.member("nodes", report.snapshot.nodes)
                writer.member("pods", report.snapshot.pods)
                writer.member("daemonSets", total)
                writer.endObject()
            }
        }
        var present: Set<String> = []
        for daemonSet in report.daemonSets {
            let name = "\(daemonSet.diagnosis.namespace)/\(daemonSet.diagnosis.name)"
            present.insert(name)
            let now = Told(daemonSet)
            let before = daemonSets[name]
            if before == now { continue }
            daemonSets[name] = now
            try write(daemonSet, name, before, at: time, to: sink)
        }
        for name in daemonSets.keys.filter({ !present.contains($0) }).sorted() {
            daemonSets[name] = nil
            let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            try line(.daemonSetGone, time, "\(name) is gone.", to: sink) { writer in
                writer.member("namespace", String(parts[0]))
                writer.member("name", String(parts.last ?? ""))
            }
        }
        let findings = report.clusterFindings.map(\.identity)
        if findings != clusterFindings {
            clusterFindings = findings
            let titles = report.clusterFindings.map(\.finding.title)
            let message =
                titles.isEmpty
                ? "Nothing is wrong beside the DaemonSets." : Wording.list(Array(titles.prefix(3)), of: titles.count)
            try line(.cluster, time, message, to: sink) { writer in
                try writer.writeBriefly(report.clusterFindings)
            }
        }
        if report.snapshot.gaps != gaps {
            gaps = report.snapshot.gaps
            let message = gaps.isEmpty ? "No data is missing." : "Missing data: \(Wording.count(gaps.count, "gap"))."
            let current = gaps
            try line(.gaps, time, message, to: sink) { try $0.write(current) }
        }
    }

    private func write(
        _ daemonSet: DaemonSetReport, _ name: String, _ before: Told?, at time: Timestamp,
        to sink: ([UInt8]) throws -> Void
    ) throws {
        let diagnosis = daemonSet.diagnosis
        try line(.daemonSet, time, Self.message(daemonSet, name, before?.verdict), to: sink) { writer in
            writer.member("namespace", diagnosis.namespace)
            writer.member("name", diagnosis.name)
            writer.member("verdict", diagnosis.verdict.rawValue)
            if let before, before.verdict != diagnosis.verdict { writer.member("before", before.verdict.rawValue) }
            writer.name("counts")
            try writer.write(diagnosis.counts)
            writer.name("nodes")
            try writer.beginArray()
            var left = before?.nodes ?? [:]
            for node in diagnosis.nodes {
                let old = left.removeValue(forKey: node.node)
                // At first only what is not as it should be.
                if before == nil
                    ? [.available, .ineligible].contains(node.state)
                    : old.map({ $0.state == node.state && $0.cause == node.cause }) ?? false
                {
                    continue
                }
                try writer.beginObject()
                writer.member("node", node.node)
                writer.member("state", node.state.rawValue)
                if let old { writer.member("before", old.state.rawValue) }
                if let pod = node.pod { writer.member("pod", pod) }
                if let cause = node.cause { writer.member("cause", cause.rawValue) }
                writer.endObject()
            }
            writer.endArray()
            if !left.isEmpty { try writer.member("nodesGone", left.keys.sorted()) }
            try writer.writeBriefly(daemonSet.findings)
        }
    }

    /// `logging/agent is degraded, was healthy: 3/15 available. Not enough CPU on 12 nodes.`
    private static func message(_ daemonSet: DaemonSetReport, _ name: String, _ before: Verdict?) -> String {
        let diagnosis = daemonSet.diagnosis
        var text = "\(name) is \(diagnosis.verdict.rawValue)"
        if let before, before != diagnosis.verdict { text += ", was \(before.rawValue)" }
        text += ": \(diagnosis.counts.available)/\(diagnosis.counts.desired) available"
        if diagnosis.counts.misscheduled > 0 { text += ", \(diagnosis.counts.misscheduled) misscheduled" }
        guard let finding = daemonSet.findings.first?.finding else { return text + "." }
        let nodes = finding.nodes.isEmpty ? "" : " on \(NodeNameFolding(finding.nodes).text(columns: 60))"
        return "\(text). \(finding.title)\(nodes) (\(finding.code))."
    }

    private mutating func write(
        _ now: [WatchReport.Trouble], at time: Timestamp, to sink: ([UInt8]) throws -> Void
    ) throws {
        for old in troubles where !now.contains(where: { $0.kinds == old.kinds && $0.message == old.message }) {
            try line(.recovered, time, "Current again: \(Wording.list(old.kinds)).", to: sink) {
                try $0.member("kinds", old.kinds)
            }
        }
        for new in now where !troubles.contains(where: { $0.kinds == new.kinds && $0.message == new.message }) {
            try line(
                .trouble, time, "Not current since \(new.since): \(Wording.list(new.kinds)): \(new.message)", to: sink
            ) { writer in
                try writer.member("kinds", new.kinds)
                writer.member("since", new.since.description)
                writer.member("reason", new.message)
            }
        }
        troubles = now
    }

    private func line(
        _ kind: Kind, _ time: Timestamp, _ message: String, to sink: ([UInt8]) throws -> Void,
        _ more: (inout JSONWriter) throws -> Void = { _ in }
    ) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = JSONWriter(sink: sink)
            try writer.beginObject(.inline)
            writer.member("schemaVersion", DocumentContract.schemaVersion)
            writer.member("event", kind.rawValue)
            writer.member("time", time.description)
            writer.member("message", message)
            try more(&writer)
            writer.endObject()
            try writer.finish()
        }
    }
}

extension FindingReport {
    /// What makes it the same finding as a moment ago: its words may count seconds.
    fileprivate var identity: String { "\(finding.code) \(finding.nodes.joined(separator: ","))" }
}

extension DocumentWriter where Self: ~Copyable {
    /// The member `findings`, without evidence and remedies: `diagnose -o json` has those.
    fileprivate mutating func writeBriefly(_ findings: [FindingReport]) throws {
        name("findings")
        try beginArray()
        for finding in findings.map(\.finding) {
            try beginObject()
            member("code", finding.code.rawValue)
            member("severity", finding.severity.rawValue)
            member("title", finding.title)
            member("message", finding.message)
            try member("nodes", finding.nodes)
            endObject()
        }
        endArray()
    }
}
