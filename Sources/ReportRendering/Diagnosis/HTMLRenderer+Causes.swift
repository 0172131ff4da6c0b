import DiagnosisEngine
import RemedyPlaybooks
import Wording

extension HTMLRenderer {
    /// The causes, as in the terminal's overview, each with its sentence and its best ways out.
    func causeViews(in data: inout PageData) -> [HTMLView] {
        let finding = report.findingLookup
        var views: [HTMLView] = []
        for report in report.causes {
            let cause = report.cause
            var view = HTMLView()
            view.set("cause", cause.id)
            view.set("severity", cause.severity.rawValue)
            view.set("mark", cause.severity.mark)
            view.set("causeTitle", cause.title.capitalizedFirst)
            view.set("origin", cause.isConsequenceOf.map(String.init))
            view.set("message", cause.message)
            view.set("place", text.place(of: cause, columns: 60))
            view.set("nodeNames", cause.nodes.isEmpty ? nil : NodeNameFolding(cause.nodes).text(columns: 300))
            view.set("setCount", cause.daemonSets.count)
            view.set("setWord", cause.daemonSets.count == 1 ? "set" : "sets")
            view.set("podsAffected", cause.podsAffected)
            view.set("podWord", cause.podsAffected == 1 ? "pod" : "pods")
            view.set("costs", text.costs(of: cause))
            view.set("outlook", report.outlook.rawValue)
            view.set("codes", texts: cause.codes.map(\.rawValue))
            view.set(
                "affectedSets",
                cause.daemonSets.map { affected in
                    var row = HTMLView()
                    row.set("set", data.position(of: affected.name).map(String.init))
                    row.set("setName", affected.name)
                    row.set("lost", affected.pods > 0 ? Wording.count(affected.pods, "pod") : nil)
                    return row
                })
            let isOfSeveral = cause.daemonSets.count > 1
            let remedies = report.remedies.map { remedy -> HTMLView in
                let set = remedy.finding.daemonSet.flatMap(data.position)
                let map = set.flatMap { set in
                    finding(remedy.finding).flatMap { PageMap(remedy.remedy, for: $0.finding, daemonSet: set) }
                }
                let name = isOfSeveral && remedy.remedy.isOfDaemonSet ? remedy.finding.daemonSet : nil
                return RemedyViews.view(of: remedy.remedy, map: data.add(map), daemonSet: name)
            }
            view.set("bestTitle", report.remedies.first?.remedy.title)
            view.set("fix", remedies.first)
            view.set("alternatives", Array(remedies.dropFirst()))
            views.append(view)
        }
        return views
    }
}
