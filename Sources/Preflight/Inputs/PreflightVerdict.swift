/// The verdict of a gate, from good to bad: the worst counts.
package enum PreflightVerdict: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Everything was checked, and nothing is wrong.
    case pass
    /// A part could not be checked, because the snapshot lacks what it depends on.
    case notChecked
    /// Something would not work.
    case fail
    /// The manifest could not be read completely.
    case unreadable

    /// The verdict on something that these problems were found in.
    package init(_ problems: some Sequence<PreflightProblem>, allowsGaps: Bool) {
        self =
            problems.map { problem -> PreflightVerdict in
                switch problem.severity {
                case .unreadable: .unreadable
                case .failure: .fail
                case .notChecked: allowsGaps ? .pass : .notChecked
                case .warning, .notice: .pass
                }
            }.max() ?? .pass
    }

    package static func < (left: Self, right: Self) -> Bool {
        let all = allCases
        return (all.firstIndex(of: left) ?? 0) < (all.firstIndex(of: right) ?? 0)
    }
}
