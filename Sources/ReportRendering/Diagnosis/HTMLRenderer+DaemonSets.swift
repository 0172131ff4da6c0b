// bare numbers in this file: positions of findings.
import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension HTMLRenderer {
    /// A DaemonSet with its findings.
    func view(
        of daemonSet: DaemonSetReport, causes: [FindingReference: Int], in data: inout PageData
    ) -> HTMLView {
        let diagnosis = daemonSet.diagnosis
        var view = HTMLView()
        view.set("set", data.position(of: daemonSet.name) ?? 0)
        view.set("setName", daemonSet.name)
        view.set("verdict", diagnosis.verdict.rawValue)
        view.set("served", text.served(diagnosis))
        view.set("setBar", BarView.view([("good", diagnosis.counts.available)], of: diagnosis.counts.desired))
        view.set("unseen", text.unseen(diagnosis.coverage))
        let told = daemonSet.findings.map(\.finding)
        let serious = told.filter { $0.severity > .notice }
        let titles = (serious.isEmpty ? told : serious).map(RuleCatalogue.title)
        var known: Set<String> = []
        let news = titles.filter { known.insert($0).inserted }
        view.set("news", news.isEmpty ? nil : news.joined(separator: " · "))
        view.set("hasNodes", !diagnosis.nodes.isEmpty)
        view.set("findings", findingViews(daemonSet.findings, of: daemonSet.name, causes: causes, in: &data))
        return view
    }

    /// Findings of one DaemonSet, or of the cluster.
    func findingViews(
        _ findings: [FindingReport], of daemonSet: String?, causes: [FindingReference: Int], in data: inout PageData
    ) -> [HTMLView] {
        var views: [HTMLView] = []
        for (index, finding) in findings.enumerated() {
            let reference = FindingReference(daemonSet: daemonSet, index: index)
            views.append(view(of: finding, reference, cause: causes[reference], in: &data))
        }
        return views
    }

    /// The DaemonSets that lose the most, a row each.
    func affectedViews(in data: PageData) -> [HTMLView] {
        report.mostAffected.map { daemonSet, causes in
            let counts = daemonSet.diagnosis.counts
            var row = HTMLView()
            row.set("set", data.position(of: daemonSet.name) ?? 0)
            row.set("setName", daemonSet.name)
            row.set("verdict", daemonSet.diagnosis.verdict.rawValue)
            row.set("ratio", counts.desired == 0 ? "no node" : "\(counts.available)/\(counts.desired)")
            row.set("setBar", BarView.view([("good", counts.available)], of: counts.desired))
            row.set(
                "causeNumbers",
                causes.map { number in
                    var view = HTMLView()
                    view.set("number", number)
                    return view
                })
            return row
        }
    }
}
