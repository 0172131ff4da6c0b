/// The table of all reports with their grades.
struct FieldReportTable {
    private var graded: [FieldReportTests.Graded]

    init(_ graded: [FieldReportTests.Graded]) { self.graded = graded }

    var text: String {
        let rows = graded.map { entry in
            let report = entry.fieldCase.report
            return [
                entry.grading.grade.rawValue, entry.fieldCase.name, report.source, report.kubernetes, report.daemon,
                entry.grading.faults.joined(separator: "; "),
            ]
        }
        let table = [["grade", "case", "source", "version", "daemon", "missing or wrong"]] + rows
        let widths = (0..<5).map { column in table.map { $0[column].count }.max() ?? 0 }
        let lines = table.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return (cells + [row[5]]).joined(separator: "  ")
        }
        return (lines + [totals]).joined(separator: "\n")
    }

    private var totals: String {
        let counts = Grade.allCases.map { grade in
            "\(graded.count { $0.grading.grade == grade }) \(grade.rawValue)"
        }
        let reports = graded.map(\.fieldCase.report)
        let variety = [
            ("daemons", Set(reports.map(\.daemon)).count), ("versions", Set(reports.map(\.kubernetes)).count),
            ("providers", Set(reports.map(\.provider)).count),
        ]
        return "\(graded.count) reports: \(counts.joined(separator: ", ")); "
            + variety.map { "\($1) \($0)" }.joined(separator: ", ")
    }
}
