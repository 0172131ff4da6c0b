import ClusterSnapshot
import KubernetesModel

/// The eligibility rule of one DaemonSet, prepared to judge many nodes.
public struct EligibilityRule: Sendable {
    private let spec: PodSpec
    private let affinity: PreparedNodeSelector?
    private let tolerations: TolerationSet
    private let nodeName: String
    private let namespaceSelector: (text: String, selector: LabelSelector)?

    /// Prepares the rule of one DaemonSet, whose template the caller has already.
    public init(_ daemonSet: DaemonSet, template: DaemonPodTemplate, in index: ClusterIndex) {
        spec = template.eligibilitySpec
        affinity = spec.requiredNodeAffinity.map(PreparedNodeSelector.init)
        tolerations = TolerationSet(spec.tolerations)
        nodeName = daemonSet.template.nodeName
        namespaceSelector = Self.openShiftSelector(of: daemonSet.namespace, in: index)
    }

    /// OpenShift's controller counts the namespace's selectors, its own only when there is no upstream one
    /// (`namespaceNodeSelectorMatches`); upstream's controller counts none. What tells an OpenShift cluster apart is
    /// that its namespaces carry the `openshift.io/` annotation.
    private static func openShiftSelector(of name: String, in index: ClusterIndex) -> (String, LabelSelector)? {
        guard let annotations = index.namespace(named: name)?.metadata.annotations,
            let own = annotations[Annotation.openShiftNodeSelector]
        else { return nil }
        let text = annotations[Annotation.namespaceNodeSelector] ?? own
        guard let selector = LabelSelector(parsing: text), !selector.isEmpty else { return nil }
        return (text, selector)
    }

    /// The verdict on one node.
    public func eligibility(of node: Node) -> Eligibility { eligibility(of: FilteredNode(node)) }

    func eligibility(of node: FilteredNode) -> Eligibility {
        var exclusions: [Eligibility.Exclusion] = []
        let labels = node.labels
        if !nodeName.isEmpty, nodeName != node.name { exclusions.append(.nodeName(nodeName)) }
        for pair in spec.nodeSelector.pairs {
            let actual = labels[pair.key]
            if actual != pair.value {
                exclusions.append(.nodeSelector(key: pair.key, value: pair.value, actual: actual))
            }
        }
        if let affinity, !affinity.matches(nodeName: node.name, labels: labels), let asked = spec.requiredNodeAffinity {
            exclusions.append(.nodeAffinity(asked))
        }
        let isElsewhere = !exclusions.isEmpty
        var toleratesNoExecute = true
        var taintCount = 0
        for taint in node.excludingTaints where !tolerations.tolerate(taint) {
            if taintCount < Self.mostTaints { exclusions.append(.taint(taint)) }
            taintCount += 1
            if taint.effect == .noExecute { toleratesNoExecute = false }
        }
        var shouldContinue = !isElsewhere && toleratesNoExecute
        if let namespaceSelector, !namespaceSelector.selector.matches(labels) {
            // nodeShouldRunDaemonPod asks for it only where everything else already says yes.
            if exclusions.isEmpty { shouldContinue = false }
            exclusions.append(.namespaceNodeSelector(namespaceSelector.text))
        }
        var eligibility = Eligibility(
            shouldRun: exclusions.isEmpty, shouldContinueRunning: shouldContinue, exclusions: exclusions)
        eligibility.furtherTaints = max(0, taintCount - Self.mostTaints)
        return eligibility
    }

    /// How many taints of a node are told apart. Thousands of them, for each of thousands of DaemonSets, would fill the
    /// memory.
    private static let mostTaints = 64
}
