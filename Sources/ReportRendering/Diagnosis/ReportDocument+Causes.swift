import DiagnosisEngine
import RemedyPlaybooks

extension DocumentWriter where Self: ~Copyable {
    mutating func write(_ causes: [CauseReport]) throws {
        try beginArray()
        for cause in causes { try write(cause) }
        endArray()
    }

    private mutating func write(_ report: CauseReport) throws {
        let cause = report.cause
        try beginObject()
        member("id", cause.id)
        member("severity", cause.severity.rawValue)
        try member("codes", cause.codes.map(\.rawValue))
        member("title", cause.title)
        member("message", cause.message)
        try member("nodes", cause.nodes)
        try member("daemonSets", cause.daemonSets.map(\.name))
        member("podsAffected", cause.podsAffected)
        name("findings")
        try beginArray()
        for reference in cause.findings {
            try beginObject(.inline)
            try write(reference, index: "index")
            endObject()
        }
        endArray()
        name("isConsequenceOf")
        if let origin = cause.isConsequenceOf { number(origin) } else { null() }
        name("remedies")
        try beginArray()
        for remedy in report.remedies {
            try beginObject(.inline)
            try write(remedy.finding, index: "finding")
            member("index", remedy.index)
            member("playbook", remedy.remedy.playbook)
            member("title", remedy.remedy.title)
            member("risk", remedy.remedy.risk.rawValue)
            if let simulation = remedy.remedy.simulation { member("status", simulation.status.rawValue) }
            endObject()
        }
        endArray()
        endObject()
    }

    private mutating func write(_ reference: FindingReference, index: StaticString) throws {
        if let daemonSet = reference.daemonSet { member("daemonSet", daemonSet) }
        member(index, reference.index)
    }

    /// The DaemonSets by verdict, the pods that are missing, the findings by code.
    mutating func writeTotals(_ report: Report) throws {
        try beginObject()
        name("daemonSets")
        try beginObject(.inline)
        for verdict in Verdict.allCases {
            name(verdict.rawValue)
            number(report.daemonSets.count { $0.diagnosis.verdict == verdict })
        }
        endObject()
        member("podsMissing", report.daemonSets.reduce(0) { $0 + $1.unavailable })
        let findings = report.daemonSets.flatMap(\.findings) + report.clusterFindings
        let byCode = Dictionary(grouping: findings) { $0.finding.code }
        name("findings")
        try beginObject(.inline)
        for (code, alike) in byCode.sorted(by: { $0.key < $1.key }) {
            name(code.rawValue)
            number(alike.count)
        }
        endObject()
        endObject()
    }
}
