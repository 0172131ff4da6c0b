import KubernetesModel
import PlacementEngine

/// The placement for people: a row for each group of nodes that share a verdict, with the constraint and the shortfall.
public struct PlacementTextRenderer: Sendable {
    public let options: TextRenderer.Options

    public init(_ options: TextRenderer.Options = TextRenderer.Options()) { self.options = options }

    /// Hands the report's bytes to `sink` in order.
    ///
    /// - Throws: only what `sink` throws.
    public func render(_ report: PlacementReport, to sink: ([UInt8]) throws -> Void) throws {
        var page = TextPage(columns: options.columns, isColored: options.isColored)
        for daemonSet in report.daemonSets {
            page.blankLine()
            write(daemonSet, to: &page)
        }
        if report.daemonSets.isEmpty { page.line(TextPage.Span("There is no DaemonSet to place.")) }
        try sink(Array(page.text.utf8))
    }

    private func write(_ daemonSet: DaemonSetPlacementReport, to page: inout TextPage) {
        let eligible = daemonSet.nodes.filter(\.shouldRun)
        let fitting = eligible.count(where: \.fits)
        let style: TextStyle = eligible.isEmpty ? .bold : fitting == eligible.count ? .good : .warning
        page.line(
            TextPage.Span("\(daemonSet.namespace)/\(daemonSet.name)", .bold),
            TextPage.Span("    fits on \(fitting) of \(counted(eligible.count, "eligible node"))", style),
            TextPage.Span(", \(counted(daemonSet.nodes.count, "node")) in all", .dim))
        for group in PlacementGroup.groups(of: daemonSet.nodes) { write(group, to: &page) }
    }

    private func write(_ group: PlacementGroup, to page: inout TextPage) {
        let mark = TextPage.Span("  \(group.mark) ", group.style)
        let head = [
            mark, TextPage.Span(group.verdict, group.style), TextPage.Span("  \(counted(group.nodes.count, "node"))  "),
        ]
        let folding = NodeNameFolding(group.nodes.map(\.node))
        let room = max(page.columns - page.width(of: head), 24)
        page.line(head + [TextPage.Span(options.isVerbose ? folding.text : folding.text(columns: room), .bold)])
        for detail in group.details { page.paragraph(indent: 6, detail) }
    }
}

/// Nodes that share a verdict.
struct PlacementGroup {
    var nodes: [NodePlacementReport]

    private var first: NodePlacementReport { nodes[0] }

    /// Nodes by verdict: those that fit first, then what keeps most nodes from it.
    static func groups(of nodes: [NodePlacementReport]) -> [PlacementGroup] {
        Dictionary(grouping: nodes, by: key).values.map { PlacementGroup(nodes: $0) }.sorted { left, right in
            if left.rank != right.rank { return left.rank < right.rank }
            if left.nodes.count != right.nodes.count { return left.nodes.count > right.nodes.count }
            return Self.key(left.first) < Self.key(right.first)
        }
    }

    private static func key(_ node: NodePlacementReport) -> String {
        let reasons = node.failures.flatMap { failure in failure.reasons.map { "\(failure.plugin) \($0.message)" } }
        let fate = node.shouldRun ? "run" : node.shouldContinueRunning ? "stay" : "off"
        return ([fate, node.preemptionOutcome ?? ""] + node.excludedBy + reasons).joined(separator: "\n")
    }

    private var rank: Int { first.fits ? 0 : first.shouldRun ? 1 : 2 }

    var mark: String { ["✔", "✖", "–"][rank] }

    var style: TextStyle { [TextStyle.good, .critical, .dim][rank] }

    var verdict: String {
        if first.fits { return "fits" }
        if first.shouldRun { return "does not fit" }
        return first.shouldContinueRunning ? "not eligible, a pod there may stay" : "not eligible"
    }

    /// What excludes the nodes or refuses the pod, with amounts over all of them.
    var details: [String] {
        if !first.shouldRun { return first.excludedBy }
        var details = first.failures.flatMap { failure in
            failure.reasons.indices.map { "\(failure.plugin.rawValue): \(detail(of: failure.plugin, $0))" }
        }
        if let preemption { details.append(preemption) }
        return details
    }

    private func detail(of plugin: FilterPlugin, _ position: Int) -> String {
        let reasons = nodes.compactMap { node in
            node.failures.first { $0.plugin == plugin }.flatMap { failure in
                failure.reasons.indices.contains(position) ? failure.reasons[position] : nil
            }
        }
        guard case .insufficient(let resource, let requested, _, _)? = reasons.first else {
            return words(reasons.first)
        }
        let free = reasons.compactMap { reason -> Int64? in
            guard case .insufficient(_, _, let used, let allocatable) = reason else { return nil }
            return max(0, allocatable &- used)
        }
        let text = { (amount: Int64) in ResourceAmounts.quantity(amount, of: resource).readable(for: resource) }
        let least = text(free.min() ?? 0)
        let most = text(free.max() ?? 0)
        return "\(resource) \(text(requested)) asked, \(least == most ? least : "\(least) to \(most)") left"
    }

    private func words(_ reason: FilterReason?) -> String {
        switch reason {
        case .noFreePorts(let ports)?: return "host port \(ports.map(\.description).joined(separator: ", ")) is taken"
        case .tooManyPods(let allowed)?: return "the limit of \(allowed) pods is reached"
        case .untoleratedTaint(let taint)?: return "taint \(taint) is not tolerated"
        case .some(let reason): return reason.message
        case nil: return ""
        }
    }

    private var preemption: String? {
        switch first.preemptionOutcome {
        case "victims":
            let victims = nodes.reduce(0) { $0 + $1.victims.count }
            let violations = nodes.reduce(0) { $0 + $1.budgetViolations }
            let budgets = violations == 0 ? "" : ", \(violations) of them against a PodDisruptionBudget"
            return "preemption would evict \(counted(victims, "pod"))\(budgets)"
        case "noVictims": return "preemption: nothing there ranks below the pod"
        case "insufficient": return "preemption: not enough even without all pods that rank below"
        case "notHelpful": return "preemption does not help against this"
        case "never": return "preemption: the pod's preemptionPolicy is Never"
        default: return nil
        }
    }
}
