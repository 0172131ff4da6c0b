import DiagnosisEngine
import ReportRendering

/// What is amiss in the diagnosis of a case.
struct Grading: Sendable {
    var grade = Grade.right
    /// What is missing or wrong, a phrase each.
    var faults: [String] = []

    init(_ report: FieldReport, _ diagnosed: Diagnosed) throws {
        for statement in report.mustSay { try check(statement, of: report, diagnosed) }
        for refusal in report.mustNotSay ?? [] { try check(refusal, diagnosed) }
        try checkRemedies(of: report, diagnosed)
        checkInnocent(report, diagnosed)
    }

    private mutating func note(_ fault: String, _ grade: Grade) {
        faults.append(fault)
        self.grade = max(self.grade, grade)
    }

    private mutating func check(_ statement: Statement, of report: FieldReport, _ diagnosed: Diagnosed) throws {
        let place = statement.daemonSet ?? "cluster"
        if let name = statement.daemonSet, diagnosed.daemonSet(name) == nil {
            return note("\(name) is not in the snapshot", .wrong)
        }
        if let verdicts = statement.verdict {
            let verdict = statement.daemonSet.flatMap(diagnosed.daemonSet)?.diagnosis.verdict.rawValue ?? ""
            if !verdicts.contains(verdict) { note("\(place) is called \(verdict)", .wrong) }
        }
        var texts: [String] = []
        if let codes = statement.gap {
            let gaps = diagnosed.report.snapshot.gaps.filter { codes.isEmpty || codes.contains($0.code.rawValue) }
            if gaps.isEmpty { note("no gap \(codes.joined(separator: " or "))", .wrong) }
            texts += gaps.map(\.detail.flattened)
        }
        let findings = diagnosed.findings(on: statement.daemonSet).filter {
            statement.codes?.contains($0.finding.code.rawValue) ?? (statement.gap == nil)
        }
        if let codes = statement.codes {
            if findings.isEmpty { return note("\(place) without \(codes.joined(separator: " or "))", .wrong) }
            checkNodes(statement, of: report, findings, diagnosed)
        }
        texts += try findings.map(diagnosed.text)
        for alternatives in statement.words ?? []
        where !alternatives.contains(where: { word in texts.contains { $0.contains(word.flattened) } }) {
            note("\(place) does not say \"\(alternatives.joined(separator: "\" or \""))\"", .half)
        }
    }

    /// The findings name these nodes, and no other cause comes first there.
    private mutating func checkNodes(
        _ statement: Statement, of report: FieldReport, _ findings: [FindingReport], _ diagnosed: Diagnosed
    ) {
        guard let nodes = statement.nodes else { return }
        let place = statement.daemonSet ?? "cluster"
        let named = Set(findings.flatMap(\.finding.nodes))
        let (missing, extra) = (Set(nodes).subtracting(named), named.subtracting(nodes))
        if !missing.isEmpty { note("\(place) does not name \(missing.sorted().joined(separator: ", "))", .wrong) }
        if !extra.isEmpty { note("\(place) names \(extra.sorted().joined(separator: ", ")) too", .wrong) }
        let accepted = report.mustSay.filter { $0.daemonSet == statement.daemonSet }.flatMap { $0.codes ?? [] }
        let assessed = statement.daemonSet.flatMap(diagnosed.daemonSet)?.diagnosis.nodes ?? []
        for assessment in assessed where nodes.contains(assessment.node) {
            guard let cause = assessment.cause?.rawValue, !accepted.contains(cause) else { continue }
            note("\(cause) comes first on \(assessment.node)", .wrong)
        }
    }

    private mutating func check(_ refusal: Refusal, _ diagnosed: Diagnosed) throws {
        let place = refusal.daemonSet.map { "\($0): " } ?? ""
        let daemonSets = diagnosed.report.daemonSets.filter { refusal.daemonSet == nil || $0.name == refusal.daemonSet }
        let findings =
            daemonSets.flatMap(\.findings) + (refusal.daemonSet == nil ? diagnosed.report.clusterFindings : [])
        if let verdict = refusal.verdict, daemonSets.contains(where: { $0.diagnosis.verdict.rawValue == verdict }) {
            note("\(place)called \(verdict)", .wrong)
        }
        if let code = refusal.code, findings.contains(where: { $0.finding.code.rawValue == code }) {
            note("\(place)says \(code)", .wrong)
        }
        if let words = refusal.words?.flattened,
            try findings.contains(where: { try diagnosed.ownWords(of: $0).contains(words) })
        {
            note("\(place)says \"\(words)\"", .wrong)
        }
    }

    private mutating func checkRemedies(of report: FieldReport, _ diagnosed: Diagnosed) throws {
        let remedies = diagnosed.allFindings.flatMap { finding in
            finding.remedies.map { remedy in
                var alone = finding
                (alone.remedies, alone.inVain) = ([remedy], [])
                (alone.finding.title, alone.finding.message) = ("", "")
                return (id: remedy.playbook, finding: alone)
            }
        }
        func offers(_ wanted: String) throws -> Bool {
            try remedies.contains {
                try $0.id == wanted || diagnosed.ownWords(of: $0.finding).contains(wanted.flattened)
            }
        }
        if let right = report.rightRemedies, try !right.contains(where: offers) {
            note("no remedy \(right.joined(separator: " or "))", .half)
        }
        for harmful in try (report.harmfulRemedies ?? []).filter(offers) { note("offers \(harmful)", .wrong) }
    }

    /// DaemonSets that no statement names are well.
    private mutating func checkInnocent(_ report: FieldReport, _ diagnosed: Diagnosed) {
        let named = Set(report.mustSay.compactMap(\.daemonSet))
        for daemonSet in diagnosed.report.daemonSets where !named.contains(daemonSet.name) {
            let codes = daemonSet.findings.map(\.finding).filter { $0.severity == .critical }.map(\.code.rawValue)
            if !codes.isEmpty { note("accuses \(daemonSet.name) of \(codes.joined(separator: ", "))", .wrong) }
            let verdict = daemonSet.diagnosis.verdict
            if verdict != .healthy { note("calls \(daemonSet.name) \(verdict.rawValue)", .wrong) }
        }
    }
}
