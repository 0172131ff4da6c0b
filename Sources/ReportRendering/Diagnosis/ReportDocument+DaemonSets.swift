import ClusterSnapshot
import DiagnosisEngine

extension DocumentWriter where Self: ~Copyable {
    mutating func write(_ snapshot: SnapshotSummary, totals report: Report? = nil) throws {
        try beginObject()
        member("source", snapshot.source)
        member("capturedAt", snapshot.capturedAt.description)
        member("kubernetesVersion", snapshot.kubernetesVersion)
        member("nodes", snapshot.nodes)
        member("pods", snapshot.pods)
        member("daemonSets", snapshot.daemonSets)
        if let report {
            name("totals")
            try writeTotals(report)
        }
        try write(snapshot.gaps)
        endObject()
    }

    /// The member `gaps`.
    mutating func write(_ gaps: [Gap]) throws {
        name("gaps")
        try beginArray()
        for gap in gaps {
            try beginObject(.inline)
            member("code", gap.code.rawValue)
            member("detail", gap.detail)
            try member("affects", RuleCatalogue.codes(affectedBy: gap))
            endObject()
        }
        endArray()
    }

    mutating func write(_ daemonSet: DaemonSetReport) throws {
        let diagnosis = daemonSet.diagnosis
        try beginObject()
        member("namespace", diagnosis.namespace)
        member("name", diagnosis.name)
        member("verdict", diagnosis.verdict.rawValue)
        name("counts")
        try write(diagnosis.counts)
        name("reported")
        try write(diagnosis.reported)
        name("nodes")
        try beginArray()
        for node in diagnosis.nodes { try write(node) }
        endArray()
        name("findings")
        try write(daemonSet.findings)
        if !diagnosis.outranked.isEmpty {
            name("outranked")
            try write(diagnosis.outranked.map { FindingReport(finding: $0, remedies: []) })
        }
        endObject()
    }

    mutating func write(_ counts: StatusCounts) throws {
        try beginObject(.inline)
        member("desired", counts.desired)
        member("current", counts.current)
        member("ready", counts.ready)
        member("available", counts.available)
        member("updated", counts.updated)
        member("misscheduled", counts.misscheduled)
        endObject()
    }

    private mutating func write(_ node: NodeAssessment) throws {
        try beginObject(.inline)
        member("node", node.node)
        member("state", node.state.rawValue)
        if let pod = node.pod { member("pod", pod) }
        member("shouldRun", node.shouldRun)
        member("shouldContinueRunning", node.shouldContinueRunning)
        if let cause = node.cause { member("cause", cause.rawValue) }
        if !node.otherCauses.isEmpty { try member("otherCauses", node.otherCauses.map(\.rawValue)) }
        if !node.excludedBy.isEmpty { try member("excludedBy", node.excludedBy) }
        endObject()
    }
}
