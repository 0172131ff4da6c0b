import DiagnosisEngine
import RemedyPlaybooks

extension PlanRun {
    /// The candidates for a DaemonSet on a cluster that has changed.
    mutating func fresh(_ daemonSet: Int, on cluster: PlannedCluster) -> [PlanCandidate] {
        guard let diagnosis = cluster.diagnoses[daemonSet] else { return [] }
        var left = diagnosis
        var places: [Int] = []
        // What a finding tells of free ports and room is of the cluster before the steps.
        let renewed = cluster.number == 0 ? nil : cluster.rediagnosed(daemonSet)
        left.findings = []
        let name = "\(diagnosis.namespace)/\(diagnosis.name)"
        for (place, finding) in diagnosis.findings.enumerated() {
            guard candidates.causes[FindingReference(daemonSet: name, index: place)] != nil else { continue }
            var finding = finding
            finding.nodes = finding.nodes.filter { cluster.lacks(daemonSet, on: $0) }
            if finding.nodes.isEmpty, !diagnosis.findings[place].nodes.isEmpty { continue }
            if let same = renewed?.findings.first(where: { $0.isSame(as: finding) }) {
                finding.parameters = same.parameters
                finding.pods = same.pods
            } else if let renewed, cluster.hasOtherTemplate(daemonSet, than: start) {
                // Its commands were for another template: what is wrong there now counts.
                guard let other = renewed.findings.first(where: { $0.succeeds(finding, among: diagnosis.findings) })
                else { continue }
                let left = Set(finding.nodes)
                finding = other
                finding.nodes.removeAll { !left.contains($0) }
            }
            left.findings.append(finding)
            places.append(place)
        }
        left.placement = cluster.placement(of: daemonSet)
        work += cluster.snapshot.nodes.count * (1 + 4 * left.findings.count)
        let advice = search.advisor.moved(to: cluster.simulator).advice(for: left)
        var found: [PlanCandidate] = []
        var refused: [UnusedRemedy] = []
        for (position, place) in places.enumerated() {
            found += candidates.among(
                advice[position].remedies, for: left.findings[position],
                FindingReference(daemonSet: name, index: place), daemonSet: daemonSet,
                changedPods: cluster.changedPods, unused: &refused)
        }
        for place in found.indices { found[place].template = cluster.snapshot.daemonSets[daemonSet].template }
        return found
    }
}

extension Finding {
    /// Whether it tells of the same fault, on some of the same nodes.
    fileprivate func isSame(as other: Finding) -> Bool {
        guard code == other.code else { return false }
        return nodes.isEmpty && other.nodes.isEmpty || !Set(nodes).isDisjoint(with: other.nodes)
    }

    /// Whether it tells of what an earlier finding has become, and of none of the others.
    fileprivate func succeeds(_ earlier: Finding, among findings: [Finding]) -> Bool {
        !Set(nodes).isDisjoint(with: earlier.nodes) && !findings.contains { isSame(as: $0) }
    }
}
