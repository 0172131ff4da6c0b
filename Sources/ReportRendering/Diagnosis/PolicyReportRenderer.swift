import DiagnosisEngine
import KubernetesModel
import Wording

/// The report as objects of `wgpolicyk8s.io/v1alpha2`, for programs that show policy reports: a PolicyReport for each
/// namespace and a ClusterPolicyReport for what concerns no single DaemonSet. They are printed, never applied.
///
/// A finding is a result: `fail` where pods do not serve, `warn` where they will not. A DaemonSet without either passes,
/// one that could not be judged is an error. Notices are left out: they accuse nobody.
struct PolicyReportRenderer: ReportRenderer {
    static let format = "policyreport"
    static let isForPeople = false

    /// The longest message, in characters: an object of Kubernetes has room for 1.5 MB.
    private static let longestMessage = 1_000
    /// As many nodes or pods as a result names.
    private static let mostResources = 100

    private let report: Report

    init(_ report: Report) { self.report = report.isLive ? report.wordedForLiveCluster : report }

    private struct Result {
        var rule: String
        var category: String?
        var result: String
        var severity: String?
        var message: String
        var resources: [ObjectReference]
    }

    private struct ObjectReference {
        var apiVersion = "v1"
        var kind: String
        var namespace: String?
        var name: String
    }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        let byNamespace = Dictionary(grouping: report.daemonSets, by: \.diagnosis.namespace)
        for (namespace, daemonSets) in byNamespace.sorted(by: { $0.key < $1.key }) {
            try write("PolicyReport", namespace: namespace, daemonSets.flatMap(results), to: sink)
            try sink(Array("---\n".utf8))
        }
        let findings = report.clusterFindings.map(\.finding).filter { $0.severity > .notice }
        try write("ClusterPolicyReport", namespace: nil, findings.map(result), to: sink)
    }

    // MARK: Results

    private func results(of daemonSet: DaemonSetReport) -> [Result] {
        let diagnosis = daemonSet.diagnosis
        let object = ObjectReference(
            apiVersion: "apps/v1", kind: "DaemonSet", namespace: diagnosis.namespace, name: diagnosis.name)
        var results = daemonSet.findings.map(\.finding).filter { $0.severity > .notice }.map { finding in
            var result = result(of: finding)
            result.resources = [object]
            return result
        }
        let isUnknown = diagnosis.verdict == .unknown
        if isUnknown || results.isEmpty {
            results.append(
                Result(
                    rule: diagnosis.verdict.rawValue, result: isUnknown ? "error" : "pass",
                    message: TextRenderer(report).served(diagnosis), resources: [object]))
        }
        return results
    }

    /// A finding of the cluster, about its nodes or else its pods.
    private func result(of finding: Finding) -> Result {
        let places = finding.nodes.isEmpty ? finding.pods : finding.nodes
        let location = places.isEmpty ? "" : " (\(NodeNameFolding(places).text(columns: 200)))"
        let resources =
            finding.nodes.isEmpty
            ? finding.pods.map(Self.pod) : finding.nodes.map { ObjectReference(kind: "Node", name: $0) }
        return Result(
            rule: finding.code.rawValue, category: RuleCatalogue.rule(of: finding.code)?.family.rawValue,
            result: finding.severity == .critical ? "fail" : "warn",
            severity: finding.severity == .critical ? "critical" : "medium",
            message: Wording.shortened(
                "\(RuleCatalogue.title(of: finding))\(location). \(finding.message)", limit: Self.longestMessage),
            resources: Array(resources.prefix(Self.mostResources)))
    }

    private static func pod(_ qualifiedName: String) -> ObjectReference {
        guard let slash = qualifiedName.firstIndex(of: "/") else {
            return ObjectReference(kind: "Pod", name: qualifiedName)
        }
        return ObjectReference(
            kind: "Pod", namespace: String(qualifiedName[..<slash]),
            name: String(qualifiedName[qualifiedName.index(after: slash)...]))
    }

    // MARK: Objects

    private func write(
        _ kind: String, namespace: String?, _ results: [Result], to sink: ([UInt8]) throws -> Void
    ) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = YAMLWriter(sink: sink)
            try write(kind, namespace: namespace, results, to: &writer)
            try writer.finish()
        }
    }

    private func write(
        _ kind: String, namespace: String?, _ results: [Result], to writer: inout YAMLWriter
    ) throws {
        try writer.beginObject()
        writer.member("apiVersion", "wgpolicyk8s.io/v1alpha2")
        writer.member("kind", kind)
        writer.name("metadata")
        try writer.beginObject()
        writer.member("name", "dsdoctor")
        if let namespace { writer.member("namespace", namespace) }
        writer.name("labels")
        try writer.beginObject()
        writer.member("app.kubernetes.io/managed-by", "dsdoctor")
        writer.endObject()
        writer.endObject()
        writer.name("summary")
        try writer.beginObject()
        for outcome in ["pass", "fail", "warn", "error", "skip"] {
            writer.name(outcome)
            writer.number(results.count { $0.result == outcome })
        }
        writer.endObject()
        writer.name("results")
        try writer.beginArray()
        for result in results { try write(result, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private func write(_ result: Result, to writer: inout YAMLWriter) throws {
        try writer.beginObject()
        writer.member("policy", "dsdoctor")
        writer.member("rule", result.rule)
        writer.member("source", "dsdoctor")
        if let category = result.category { writer.member("category", category) }
        if let severity = result.severity { writer.member("severity", severity) }
        writer.member("result", result.result)
        writer.member("message", result.message)
        writer.name("timestamp")
        try writer.beginObject(.inline)
        writer.member("seconds", Int(clamping: (report.snapshot.capturedAt.microseconds / 1_000_000).int64))
        writer.member("nanos", 0)
        writer.endObject()
        writer.name("resources")
        try writer.beginArray()
        for object in result.resources {
            try writer.beginObject()
            writer.member("apiVersion", object.apiVersion)
            writer.member("kind", object.kind)
            if let namespace = object.namespace { writer.member("namespace", namespace) }
            writer.member("name", object.name)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
