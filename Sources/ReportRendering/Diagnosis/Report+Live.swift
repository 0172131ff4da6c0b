import ClusterSnapshot
import RemedyPlaybooks

extension Report {
    /// The report in the words for a cluster that was asked itself: there is no snapshot that anybody could look at.
    ///
    /// The cluster's own words, evidence and names, stay as they are.
    var wordedForLiveCluster: Report {
        var report = self
        for position in report.snapshot.gaps.indices {
            report.snapshot.gaps[position].detail = LiveWording.adapted(snapshot.gaps[position].detail)
        }
        for position in report.daemonSets.indices {
            report.daemonSets[position].findings = daemonSets[position].findings.map(Self.worded)
        }
        report.clusterFindings = clusterFindings.map(Self.worded)
        for position in report.causes.indices {
            report.causes[position].cause.message = LiveWording.adapted(causes[position].cause.message)
            for index in report.causes[position].remedies.indices {
                report.causes[position].remedies[index].remedy = Self.worded(causes[position].remedies[index].remedy)
            }
        }
        return report
    }

    private static func worded(_ report: FindingReport) -> FindingReport {
        var report = report
        report.finding.message = LiveWording.adapted(report.finding.message)
        report.remedies = report.remedies.map(worded)
        report.inVain = report.inVain.map(LiveWording.adapted)
        return report
    }

    private static func worded(_ remedy: Remedy) -> Remedy {
        var remedy = remedy
        remedy.title = LiveWording.adapted(remedy.title)
        remedy.steps = remedy.steps.map(LiveWording.adapted)
        if let reason = remedy.simulation?.reason { remedy.simulation?.reason = LiveWording.adapted(reason) }
        return remedy
    }
}

/// Says of a live cluster what rules and playbooks say of a snapshot.
enum LiveWording {
    private static let phrases: [(saved: String, live: String)] = [
        ("before the snapshot", "ago"), ("at the moment of the snapshot", "now"),
        ("in no snapshot", "not recorded by Kubernetes"), ("not in a snapshot", "not recorded by Kubernetes"),
        ("a snapshot can't show", "the API can't show"),
        ("told from a snapshot", "told from what the API server knows"),
        ("The snapshot has no ", "No data was read about "),
        ("The snapshot", "What was read"), ("the snapshot", "what was read"), ("this snapshot", "what was read"),
        ("a snapshot", "what was read"),
    ]

    /// The text without the word "snapshot".
    static func adapted(_ text: String) -> String {
        guard text.contains("snapshot") else { return text }
        return phrases.reduce(text) { $0.replacing($1.saved, with: $1.live) }
    }
}
