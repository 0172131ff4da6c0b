import DiagnosisEngine
import RemedyPlaybooks

extension Report {
    /// Only some of the findings, with the causes and DaemonSets that they belong to.
    ///
    /// - Parameters:
    ///   - keepsEmpty: whether DaemonSets stay of which no finding is left.
    ///   - isKept: asked of every finding.
    /// - Returns: the part; references of causes are of the positions in it.
    package func part(keepsEmpty: Bool, findings isKept: (FindingReference, Finding) -> Bool) -> Report {
        var part = self
        var places: [FindingReference: FindingReference] = [:]
        func kept(_ findings: [FindingReport], of daemonSet: String?) -> [FindingReport] {
            var kept: [FindingReport] = []
            for (index, finding) in findings.enumerated() {
                let reference = FindingReference(daemonSet: daemonSet, index: index)
                guard isKept(reference, finding.finding) else { continue }
                places[reference] = FindingReference(daemonSet: daemonSet, index: kept.count)
                kept.append(finding)
            }
            return kept
        }
        part.daemonSets = daemonSets.compactMap { daemonSet in
            var copy = daemonSet
            copy.findings = kept(daemonSet.findings, of: daemonSet.name)
            copy.diagnosis.findings = copy.findings.map(\.finding)
            return copy.findings.isEmpty && !keepsEmpty ? nil : copy
        }
        part.clusterFindings = kept(clusterFindings, of: nil)
        part.causes = causes.compactMap { report in
            var copy = report
            copy.cause.findings = report.cause.findings.compactMap { places[$0] }
            guard !copy.cause.findings.isEmpty else { return nil }
            let names = Set(copy.cause.findings.compactMap(\.daemonSet))
            copy.cause.daemonSets.removeAll { !names.contains($0.name) }
            copy.remedies = report.remedies.compactMap { remedy in
                var moved = remedy
                guard let place = places[remedy.finding] else { return nil }
                moved.finding = place
                return moved
            }
            return copy
        }
        return part
    }

    /// Only what is wrong on a node, across DaemonSets.
    package func part(onNode node: String) -> Report {
        var part = part(keepsEmpty: false) { _, finding in finding.nodes.contains(node) }
        // A cause's other nodes are not asked about, nor the pods there.
        let lacking = Set(
            daemonSets.filter { daemonSet in
                daemonSet.diagnosis.nodes.contains {
                    $0.node == node && ![.available, .ineligible, .stale].contains($0.state)
                }
            }.map(\.name))
        for position in part.causes.indices {
            part.causes[position].cause.nodes = [node]
            for index in part.causes[position].cause.daemonSets.indices {
                let name = part.causes[position].cause.daemonSets[index].name
                let pods = part.causes[position].cause.daemonSets[index].pods
                part.causes[position].cause.daemonSets[index].pods = lacking.contains(name) ? min(pods, 1) : 0
            }
        }
        return part
    }

    /// Only findings of a severity or a worse one; all DaemonSets stay that have one.
    package func part(atLeast severity: Severity) -> Report {
        part(keepsEmpty: false) { _, finding in finding.severity >= severity }
    }

    /// Only DaemonSets with one of these verdicts.
    package func part(ofVerdicts verdicts: Set<Verdict>) -> Report {
        let names = Set(daemonSets.filter { verdicts.contains($0.diagnosis.verdict) }.map(\.name))
        var part = part(keepsEmpty: true) { reference, _ in
            reference.daemonSet.map(names.contains) ?? false
        }
        part.daemonSets.removeAll { !names.contains($0.name) }
        return part
    }
}
