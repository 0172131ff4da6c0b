// bare numbers in this file: positions of findings.
import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension HTMLRenderer {
    /// As much of a finding's evidence as a page shows.
    private static let mostEvidence = 12
    /// As many letters of folded names as stand beside a finding.
    private static let nameColumns = 400

    /// A finding with evidence and remedies.
    func view(
        of report: FindingReport, _ reference: FindingReference, cause: Int?, in data: inout PageData
    ) -> HTMLView {
        let finding = report.finding
        let daemonSet = reference.daemonSet.flatMap(data.position)
        var view = HTMLView()
        view.set("finding", data.findings.count)
        data.findings.append(PageFinding(daemonSet: daemonSet, finding: finding, cause: cause))
        view.set("severity", finding.severity.rawValue)
        view.set("mark", finding.severity.mark)
        view.set("findingTitle", RuleCatalogue.title(of: finding))
        view.set("code", finding.code.rawValue)
        view.set("confidence", finding.confidence == .certain ? nil : finding.confidence.rawValue)
        view.set("causeNumber", cause.map(String.init))
        view.set("message", finding.message)
        setPlaces(of: finding, in: &view)
        setEvidence(of: finding, in: &view)
        let remedies = report.remedies.map { remedy -> HTMLView in
            let map = daemonSet.flatMap { PageMap(remedy, for: finding, daemonSet: $0) }
            return RemedyViews.view(of: remedy, map: data.add(map))
        }
        view.set("fix", remedies.first)
        view.set("alternatives", Array(remedies.dropFirst()))
        view.set("tried", texts: report.isProvenCurable ? [] : report.inVain)
        return view
    }

    private func setPlaces(of finding: Finding, in view: inout HTMLView) {
        let places = finding.nodes.isEmpty ? finding.pods : finding.nodes
        let noun = finding.nodes.isEmpty ? "pod" : "node"
        view.set("placeCount", places.isEmpty ? nil : Wording.count(places.count, noun))
        view.set("places", places.isEmpty ? nil : NodeNameFolding(places).text(columns: Self.nameColumns))
    }

    private func setEvidence(of finding: Finding, in view: inout HTMLView) {
        let folded = FoldedEvidence.all(of: finding)
        view.set(
            "evidence",
            folded.prefix(Self.mostEvidence).map { folded in
                var line = HTMLView()
                let others = folded.objects.count - 1
                let object = folded.evidence.object + (others > 0 ? " and \(others) more" : "")
                line.set("kind", FoldedEvidence.word(for: folded.evidence.kind))
                line.set("object", object.isEmpty ? nil : object)
                line.set("text", Wording.shortenedInMiddle(folded.evidence.text, limit: 1_200))
                return line
            })
        let left = folded.count - Self.mostEvidence
        view.set("moreEvidence", left > 0 ? "\(left) more in -o json" : nil)
    }
}
