import ArgumentParser
import DiagnosisEngine
import ReportRendering

/// Which part of a diagnosis is told; of several filters all hold.
struct FilterOptions: ParsableArguments {
    @Option(
        name: .customLong("cause"),
        help: ArgumentHelp("Only one cause: its number in the overview, or a finding code.", valueName: "number|code"))
    var causes: [String] = []

    @Option(
        name: .customLong("node"),
        help: ArgumentHelp("Only what is wrong on this node, across DaemonSets.", valueName: "node"))
    var nodes: [String] = []

    @Option(help: "Only findings of at least this severity.")
    var severity: SeverityArgument?

    @Option(
        name: .customLong("verdict"),
        help: ArgumentHelp(
            "Only DaemonSets with these comma-separated verdicts.", valueName: "verdict,..."))
    var verdicts: VerdictList?

    /// The cause that was asked for.
    var cause: String? { causes.first }

    func validate() throws {
        try GivenOnce.check(causes, "--cause")
        try GivenOnce.check(nodes, "--node")
        if nodes.first == "" { throw ValidationError("The value of --node is empty.") }
    }

    /// The part of the report that was asked for.
    ///
    /// - Throws: ``CommandError/causeNotFound(_:count:)``: a typo must not pass for good news.
    func filtered(_ report: Report) throws -> Report {
        var part = report
        if let cause {
            let ids = report.causes(called: cause)
            let isCode = FindingCode(rawValue: cause).map(FindingCode.allCases.contains) ?? false
            guard !ids.isEmpty || isCode else { throw CommandError.causeNotFound(cause, count: report.causes.count) }
            part = part.part(ofCauses: ids)
            part.filters.append("--cause \(cause)")
        }
        if let node = nodes.first {
            part = part.part(onNode: node)
            part.filters.append("--node \(node)")
        }
        if let verdicts {
            part = part.part(ofVerdicts: verdicts.verdicts)
            part.filters.append("--verdict \(verdicts.text)")
        }
        if let severity {
            part = part.part(atLeast: severity.severity)
            part.filters.append("--severity \(severity.rawValue)")
        }
        return part
    }
}

/// A severity on the command line.
enum SeverityArgument: String, ChoiceArgument {
    case critical
    case warning
    case notice

    var severity: Severity {
        switch self {
        case .critical: return .critical
        case .warning: return .warning
        case .notice: return .notice
        }
    }
}

/// Verdicts with commas between them.
struct VerdictList: ExpressibleByArgument {
    var verdicts: Set<Verdict>
    var text: String

    init?(argument: String) {
        let words = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let known = words.compactMap(Verdict.init(rawValue:))
        guard known.count == words.count else { return nil }
        verdicts = Set(known)
        text = argument
    }

    static var allValueStrings: [String] { Verdict.allCases.map(\.rawValue) }

    static var allValueDescriptions: [String: String] { [:] }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
