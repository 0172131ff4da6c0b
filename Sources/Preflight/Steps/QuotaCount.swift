import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import PodAdmission

/// Counts the pods of several DaemonSets against the ResourceQuotas of their namespaces, node by node.
struct QuotaCount {
    private var ledgers: [String: QuotaLedger]

    init(_ snapshot: Snapshot) { ledgers = QuotaLedger.all(in: snapshot) }

    /// Counts a DaemonSet that is new; what quotas have against the object itself.
    mutating func create(_ daemonSet: DaemonSet) -> [QuotaRefusal] {
        let refusals = ledgers[daemonSet.namespace]?.refusing(objectsCountedAs: QuotaLedger.daemonSetCount) ?? []
        if refusals.isEmpty { ledgers[daemonSet.namespace]?.create(objectCountedAs: QuotaLedger.daemonSetCount) }
        return refusals
    }

    /// Creates a pod on each eligible node; where `replacesPods` is true those that are there make way for new ones.
    mutating func create(podsOf placement: DaemonSetPlacement, replacesPods: Bool, in snapshot: Snapshot)
        -> QuotaShortfall?
    {
        guard var ledger = ledgers[placement.daemonSet.namespace], !ledger.isEmpty else { return nil }
        var isSurging = false
        if case .rollingUpdate(_, let surge) = placement.daemonSet.updateStrategy {
            isSurging = surge.scaled(of: 100) > 0
        }
        let spec = placement.template.testedPod.spec
        var shortfall: QuotaShortfall?
        var wanted = 0
        for (node, verdict) in placement.verdicts.enumerated() where verdict.shouldRun {
            let own = placement.pods.onNode[node].filter { !snapshot.pods[$0].isTerminal }
            if !own.isEmpty, !replacesPods { continue }
            wanted += 1
            if !isSurging { for pod in own { ledger.delete(snapshot.pods[pod].spec) } }
            if let refusal = ledger.create(spec) {
                shortfall = shortfall ?? QuotaShortfall(refusal: refusal, nodes: [], wanted: 0)
                shortfall?.nodes.append(node)
            } else if isSurging {
                for pod in own { ledger.delete(snapshot.pods[pod].spec) }
            }
        }
        ledgers[placement.daemonSet.namespace] = ledger
        shortfall?.wanted = wanted
        return shortfall
    }
}
