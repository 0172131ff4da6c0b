import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// Finds out whose fault it is that a node is not served.
struct BlameReader {
    let diagnosis: DaemonSetDiagnosis
    let change: RevisionChange
    /// The nodes that a pod of another revision served at some moment since the rollout is followed.
    let servedBefore: Set<String>
    /// The nodes that are in no state to serve: not ready, or about to go.
    let nodesInTrouble: Set<String>
    private let findings: [FindingCode: [Finding]]

    init(
        _ diagnosis: DaemonSetDiagnosis, change: RevisionChange, servedBefore: Set<String>, in engine: PlacementEngine
    ) {
        self.diagnosis = diagnosis
        self.change = change
        self.servedBefore = servedBefore
        nodesInTrouble = Set(engine.snapshot.nodes.filter { !$0.isReady || $0.isLeavingOrJoining }.map(\.name))
        findings = Dictionary(grouping: diagnosis.findings, by: \.code)
    }

    /// Says of each node that is not served why, whose fault it is, and whether waiting heals it.
    func read(_ standings: inout Standings) {
        let evictions = diagnosis.findings.filter { finding in
            finding.severity == .critical && !finding.nodes.isEmpty
                && RuleCatalogue.rule(of: finding.code)?.family == .evicted
        }
        for position in standings.nodes.indices where standings.nodes[position].state != .updated {
            var standing = standings.nodes[position]
            // A loop of evictions is told of the DaemonSet as a whole.
            if standing.cause == nil, standing.state == .replacing,
                let finding = evictions.first(where: { $0.nodes.contains(standing.node) })
            {
                standing.cause = finding.code
                standing.state = .failing
            }
            let finding = standing.cause.flatMap { code in
                findings[code]?.first { $0.nodes.contains(standing.node) }
            }
            let rule = standing.cause.flatMap { RuleCatalogue.rule(of: $0) }
            let meaning = finding.flatMap { rule?.rolloutMeaning(of: $0, in: change) }
            standing.course = meaning?.course
            if standing.state == .failing, meaning?.course == .passes { standing.state = .replacing }
            if meaning?.course == .passes, standing.state == .replacing { standings.isPassing = true }
            switch standing.state {
            case .failing:
                (standing.blame, standing.reason) = blame(
                    of: standing, meaning?.fault ?? .unknown, alike: finding?.nodes ?? [], among: standings)
                standing.isBlamedByNumber =
                    meaning?.fault == .comparison && standing.blame == .revision && !standings.servedByNewest.isEmpty
            case .leaving:
                (standing.blame, standing.reason) = (.node, "the node is being removed, or has not joined yet")
            case .oldFailing, .ineligible, .replacing, .old, .waiting:
                if nodesInTrouble.contains(standing.node), !diagnosisIsSilent(on: standing) {
                    (standing.blame, standing.reason) = (.node, "the node is not ready")
                }
            case .updated: break
            }
            standings.nodes[position] = standing
        }
    }

    /// Whether nothing speaks of the node: it is none of the DaemonSet's, and has no pod.
    private func diagnosisIsSilent(on standing: RolloutStanding) -> Bool {
        standing.state == .ineligible && standing.pod == nil && standing.cause == nil
    }

    private func blame(
        of standing: RolloutStanding, _ fault: RolloutMeaning.Fault, alike: [String], among standings: Standings
    ) -> (Blame, String) {
        // The diagnosis says which comes first: a node may be NotReady because its network plugin, the pod, fails.
        if nodesInTrouble.contains(standing.node), fault == .node || fault == .unknown {
            return (.node, "the node is not ready")
        }
        switch fault {
        case .revision: return (.revision, "its template is wrong for every node")
        case .node: return (.node, "pods of any revision would fail there")
        case .cluster: return (.cluster, "pods of any revision would fail")
        case .unknown: return (.unknown, "the cause is unknown")
        case .comparison: break
        }
        let failing = Set(standings.nodes.filter { $0.state == .failing }.map(\.node)).intersection(alike)
        if failing.count > 1 { return (.revision, "it fails in the same way on \(failing.count) nodes") }
        let serving = standings.servedByNewest.count
        if serving > 0 {
            return (.node, "the revision works on \(Wording.count(serving, "other node")) and fails only here")
        }
        if servedBefore.contains(standing.node) { return (.revision, "the older revision worked there") }
        let older = standings.servedByOlder.count
        if older > 0 { return (.revision, "the older revision works on \(Wording.count(older, "node"))") }
        return (.revision, "it works on no node")
    }
}
