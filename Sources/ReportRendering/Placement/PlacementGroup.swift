import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// Nodes that share a verdict.
struct PlacementGroup {
    var nodes: [NodePlacementReport]

    /// A line below the group.
    struct Detail: Equatable {
        var text: String
        /// The nodes that it holds for; nil for all of the group.
        var nodes: [String]?
    }

    private var first: NodePlacementReport { nodes[0] }

    /// Nodes by verdict: those that fit first, then what keeps most nodes from it.
    static func groups(of nodes: [NodePlacementReport]) -> [PlacementGroup] {
        Dictionary(grouping: nodes, by: key).values.map { PlacementGroup(nodes: $0) }.sorted { left, right in
            if left.rank != right.rank { return left.rank < right.rank }
            if left.nodes.count != right.nodes.count { return left.nodes.count > right.nodes.count }
            return key(left.first) < key(right.first)
        }
    }

    /// Nodes that are not eligible are one group, whatever excludes them: few share all of their constraints.
    private static func key(_ node: NodePlacementReport) -> String {
        if !node.shouldRun { return node.shouldContinueRunning ? "stay" : "off" }
        let reasons = node.failures.flatMap { failure in failure.reasons.map { "\(failure.plugin) \($0.message)" } }
        return (["run", node.preemptionOutcome ?? ""] + reasons).joined(separator: "\n")
    }

    private var rank: Int { first.fits ? 0 : first.shouldRun ? 1 : 2 }

    var mark: String { ["✔", "✖", "–"][rank] }

    var style: TextStyle { [TextStyle.good, .critical, .dim][rank] }

    var verdict: String {
        if first.fits { return "fits" }
        if first.shouldRun { return "does not fit" }
        return first.shouldContinueRunning ? "not eligible, a pod there may stay" : "not eligible"
    }

    /// The constraints that exclude the nodes or refuse the pod, with amounts over all of them.
    var details: [Detail] {
        if !first.shouldRun { return exclusions }
        var details = first.failures.flatMap { failure in
            failure.reasons.indices.map { "\(failure.plugin.rawValue): \(text(of: failure.plugin, $0))" }
        }
        if let preemption { details.append(preemption) }
        return details.map { Detail(text: $0) }
    }

    /// Every constraint once, those first that exclude most nodes.
    private var exclusions: [Detail] {
        var nodesByConstraint: [String: [String]] = [:]
        for node in nodes {
            for constraint in Set(node.excludedBy) { nodesByConstraint[constraint, default: []].append(node.node) }
        }
        return nodesByConstraint.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { text, names in
            Detail(text: text, nodes: names.count == nodes.count ? nil : names)
        }
    }

    private func text(of plugin: FilterPlugin, _ position: Int) -> String {
        let reasons = nodes.compactMap { node in
            node.failures.first { $0.plugin == plugin }.flatMap { failure in
                failure.reasons.indices.contains(position) ? failure.reasons[position] : nil
            }
        }
        guard case .insufficient(let resource, let requested, _, _)? = reasons.first else {
            return words(reasons.first)
        }
        let free = reasons.compactMap { reason -> WholeNumber? in
            guard case .insufficient(_, _, let used, let allocatable) = reason else { return nil }
            return max(0, allocatable - used)
        }
        func text(_ amount: WholeNumber) -> String { ResourceAmounts.readable(amount, of: resource) }
        let (least, most) = (text(free.min() ?? 0), text(free.max() ?? 0))
        let short = text(requested - (free.min() ?? 0))
        return least == most
            ? reasons.first?.words ?? ""
            : "\(resource) \(text(requested)) asked, \(least) to \(most) left, up to \(short) short"
    }

    private func words(_ reason: FilterReason?) -> String {
        guard case .tooManyPods? = reason else { return reason?.words ?? "" }
        let limits = Set(
            nodes.flatMap { $0.failures.flatMap(\.reasons) }.compactMap { other -> WholeNumber? in
                if case .tooManyPods(let allowed) = other { return allowed }
                return nil
            })
        return limits.count > 1 ? "the pod limit is reached" : reason?.words ?? ""
    }

    private var preemption: String? {
        switch first.preemptionOutcome {
        case "victims":
            let victims = nodes.reduce(0) { $0 + $1.victims.count }
            let violations = nodes.reduce(0) { $0 + $1.budgetViolations }
            let budgets = violations == 0 ? "" : ", \(violations) against a PodDisruptionBudget"
            return "preemption would evict \(Wording.count(victims, "pod"))\(budgets)"
        case "noVictims": return "preemption: nothing there ranks below the pod"
        case "insufficient": return "preemption: not enough even without all pods that rank below"
        case "notHelpful": return "preemption does not help against this"
        case "never":
            return first.isPlacedByController
                ? "preemption: none, the DaemonSet controller places the pod (before Kubernetes 1.12)"
                : "preemption: the pod's preemptionPolicy is Never"
        default: return nil
        }
    }
}
