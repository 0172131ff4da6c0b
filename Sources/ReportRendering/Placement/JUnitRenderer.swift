import KubernetesModel
import Preflight
import Wording

/// A preflight as the result of tests: one case for each DaemonSet in each cluster, and one for the manifest.
///
/// What would not work is a failure, what could not be read or checked an error. It is valid by the schema that Ant's
/// JUnit task follows and by that of Jenkins, which differ.
struct JUnitRenderer: ReportRenderer {
    static let format = "junit"
    static let isForPeople = false

    private struct Case {
        var name: String
        var className: String
        var problems: [PreflightProblem]
        /// `failure`, `error`; nil for one that passes.
        var outcome: String?
    }

    private let report: PlacementReport

    init(_ report: PlacementReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        for (number, cluster) in (report.preflight?.clusters ?? [""]).enumerated() {
            text += element(cluster, number, cases(in: cluster, isFirst: number == 0))
        }
        text += "</testsuites>\n"
        try sink(Array(text.utf8))
    }

    private func element(_ cluster: String, _ number: Int, _ cases: [Case]) -> String {
        let moments = report.preflight?.capturedAt ?? []
        let moment = moments.indices.contains(number) ? moments[number] : Timestamp(seconds: 0)
        let name = Self.escaped(cluster.isEmpty ? "dsdoctor" : cluster)
        var text = "  <testsuite name=\"\(name)\" package=\"dsdoctor\" id=\"\(number)\" hostname=\"localhost\""
        // Whole seconds without a zone, as the schema has it.
        text += " timestamp=\"\("\(moment)".prefix(19))\"\(Self.counts(cases)) skipped=\"0\" time=\"0\">\n"
        text += "    <properties/>\n"
        for one in cases { text += Self.element(one) }
        let remarks = cases.filter { $0.outcome == nil }.flatMap(\.problems).map(Self.line)
        text += "    <system-out>\(Self.escaped(remarks.joined(separator: "\n")))</system-out>\n"
        return text + "    <system-err/>\n  </testsuite>\n"
    }

    private func cases(in cluster: String, isFirst: Bool) -> [Case] {
        let allowsGaps = report.preflight?.allowsGaps ?? false
        var cases: [Case] = []
        let problems = report.preflight?.problems ?? []
        if isFirst, !problems.isEmpty {
            cases.append(
                Case(
                    name: "manifest", className: "dsdoctor", problems: problems,
                    outcome: Self.outcome(PreflightVerdict(problems, allowsGaps: allowsGaps))))
        }
        for daemonSet in report.daemonSets where (daemonSet.preflight?.cluster ?? "") == cluster {
            let misfits = daemonSet.nodes.count { $0.shouldRun && !$0.fits }
            let outcome =
                report.verdict(of: daemonSet).map(Self.outcome) ?? (misfits > 0 ? "failure" : nil)
            cases.append(
                Case(
                    name: daemonSet.qualifiedName, className: cluster.isEmpty ? "dsdoctor" : "dsdoctor.\(cluster)",
                    problems: daemonSet.preflight?.problems ?? [], outcome: outcome))
        }
        return cases
    }

    private static func outcome(_ verdict: PreflightVerdict) -> String? {
        switch verdict {
        case .pass: nil
        case .fail: "failure"
        case .notChecked, .unreadable: "error"
        }
    }

    private static func counts(_ cases: [Case]) -> String {
        let failures = cases.count { $0.outcome == "failure" }
        let errors = cases.count { $0.outcome == "error" }
        return " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
    }

    private static func line(_ problem: PreflightProblem) -> String {
        "\(problem.place.text): \(problem.sentence) [\(problem.code.rawValue)]"
    }

    private static func element(_ one: Case) -> String {
        let head = "    <testcase name=\"\(escaped(one.name))\" classname=\"\(escaped(one.className))\" time=\"0\""
        guard let outcome = one.outcome else { return "\(head)/>\n" }
        let text = escaped(one.problems.map(line).joined(separator: "\n"))
        let worst = one.problems.min { $0.severity < $1.severity }
        let message = worst?.sentence ?? "the pod does not fit on every eligible node"
        let code = worst?.code.rawValue ?? PreflightCode.doesNotFit.rawValue
        return "\(head)>\n      <\(outcome) message=\"\(escaped(message))\" type=\"\(code)\">\(text)</\(outcome)>\n"
            + "    </testcase>\n"
    }

    /// Text for XML 1.0, which has no control characters.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            TerminalText.escaped(String(line)).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
        }.joined(separator: "\n")
    }
}
