import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks

/// A cause with the best ways out of it.
package struct CauseReport: Equatable, Sendable {
    package var cause: Cause
    /// The best first; at most ``mostRemedies``.
    package var remedies: [CauseRemedy]

    /// How many remedies of a cause are named: all of them stand beside its findings.
    static let mostRemedies = 3

    /// How the cause can be dealt with.
    var outlook: Outlook {
        let best = remedies.first?.remedy
        guard best?.acts ?? false else { return .decision }
        return best?.simulation?.status == .proven ? .proven : .untried
    }

    /// How many pods the best remedy gets running: those of the cause, where nothing is proven.
    var gain: Int {
        guard let best = remedies.first?.remedy else { return 0 }
        return outlook == .proven ? best.proven : cause.podsAffected
    }

    enum Outlook: String {
        /// A remedy is proven on the snapshot.
        case proven
        /// There is something to do that was not tried, or cannot be.
        case untried = "try"
        /// Somebody has to look, or to decide.
        case decision = "you"
    }
}

/// A remedy of a cause: one that stands beside one of its findings.
package struct CauseRemedy: Equatable, Sendable {
    package var finding: FindingReference
    /// The position among the finding's remedies.
    package var index: Int
    package var remedy: Remedy
}

extension CauseReport {
    /// The cause with the best remedies of its findings.
    init(_ cause: Cause, findings: (FindingReference) -> FindingReport?) {
        self.init(
            cause: cause,
            remedies: Array(Self.remedies(of: cause, findings: findings).prefix(Self.mostRemedies)))
    }

    /// The remedies of a cause's findings, each title once: those that heal most first, then the least risk.
    static func remedies(of cause: Cause, findings: (FindingReference) -> FindingReport?) -> [CauseRemedy] {
        var all: [CauseRemedy] = []
        for reference in cause.findings {
            for (index, remedy) in (findings(reference)?.remedies ?? []).enumerated() {
                all.append(CauseRemedy(finding: reference, index: index, remedy: remedy))
            }
        }
        let ranked = all.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            if one.remedy.proven != other.remedy.proven { return one.remedy.proven > other.remedy.proven }
            // A finding's own order is the playbooks', which weigh the evidence: to look comes first where it tells more
            // than a change that nobody tried. The first finding tells most.
            return (one.index, left.offset) < (other.index, right.offset)
        }.map(\.element)
        // Findings of several DaemonSets often have one remedy.
        var titles: Set<String> = []
        return ranked.filter { titles.insert($0.remedy.title).inserted }
    }
}

extension Remedy {
    /// How many nodes its commands are proven to heal.
    var proven: Int {
        guard acts, let simulation, simulation.status == .proven else { return 0 }
        return simulation.unblocks
    }
}

extension Report {
    /// Finds the finding that a reference is of; nil where there is none.
    var findingLookup: (FindingReference) -> FindingReport? {
        let byName = Dictionary(daemonSets.map { ($0.name, $0.findings) }, uniquingKeysWith: { first, _ in first })
        return { [clusterFindings] reference in
            let findings = reference.daemonSet.map { byName[$0] ?? [] } ?? clusterFindings
            return findings.indices.contains(reference.index) ? findings[reference.index] : nil
        }
    }

    /// Only what the causes of these ids are about.
    package func part(ofCauses ids: Set<Int>) -> Report {
        let wanted = Set(causes.filter { ids.contains($0.cause.id) }.flatMap(\.cause.findings))
        var part = part(keepsEmpty: false) { reference, _ in wanted.contains(reference) }
        part.causes.removeAll { !ids.contains($0.cause.id) }
        return part
    }

    /// The ids of the causes that a number or a finding code stands for; none where there is no such cause.
    package func causes(called name: String) -> Set<Int> {
        if let id = WholeNumber(name) { return Set(causes.map(\.cause.id).filter { WholeNumber($0) == id }) }
        return Set(causes.filter { $0.cause.codes.contains { $0.rawValue == name } }.map(\.cause.id))
    }
}

extension DaemonSetReport {
    /// `namespace/name`.
    package var name: String { "\(diagnosis.namespace)/\(diagnosis.name)" }

    /// How many of its pods are missing or not available, by its own count; none where its pods were not seen.
    var unavailable: Int {
        if diagnosis.verdict == .unknown { return 0 }
        return max(diagnosis.counts.desired - diagnosis.counts.available, 0)
    }

    /// Whether somebody has to do something.
    var needsAttention: Bool {
        switch diagnosis.verdict {
        case .failing, .degraded, .unknown: return true
        case .healthy, .progressing, .idle: return findings.contains { $0.finding.severity > .notice }
        }
    }
}

extension Cause {
    /// Whether it is nodes that are in trouble, and not what runs on them.
    var isOfNodes: Bool { codes.contains { RuleCatalogue.rule(of: $0)?.family == .node } }
}
