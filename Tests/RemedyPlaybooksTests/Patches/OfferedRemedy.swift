import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

@testable import RemedyPlaybooks

/// A remedy that a report prints, with what was tried of it.
struct OfferedRemedy {
    var daemonSet: DaemonSet
    var finding: Finding
    var remedy: Remedy
    var changes: [Change]?

    var code: FindingCode { finding.code }

    /// The remedies for everything that is wrong in a snapshot.
    static func all(in index: ClusterIndex) -> [OfferedRemedy] {
        let engine = PlacementEngine(index)
        let simulator = Simulator(engine)
        let advisor = RemedyAdvisor(engine, catalogue: .embedded)
        let demand = FactDemand(PlaybookCatalogue.embedded.playbooks)
        var all: [OfferedRemedy] = []
        for diagnosis in DiagnosisEngine(engine, givesAdvice: true).diagnosis().daemonSets {
            let advice = advisor.advice(for: diagnosis)
            guard
                let daemonSet = index.snapshot.daemonSets.first(where: {
                    $0.name == diagnosis.name && $0.namespace == diagnosis.namespace
                })
            else { continue }
            let revisions = index.snapshot.controllerRevisions.count {
                $0.metadata.controller?.uid == daemonSet.uid
            }
            for (finding, offered) in zip(diagnosis.findings, advice) {
                let context = RemedyContext(of: daemonSet, revisionCount: revisions)
                let subject = FactSubject(
                    finding, placement: diagnosis.placement, simulator: simulator, among: diagnosis.findings)
                let view = TemplateView(finding, in: context, searched: demand.facts(for: subject).parameters)
                let drafts = PlaybookCatalogue.embedded.drafts(for: finding, in: view)
                for remedy in offered.remedies {
                    let draft = drafts.first { $0.remedy.playbook == remedy.playbook }
                    all.append(
                        OfferedRemedy(
                            daemonSet: daemonSet, finding: finding, remedy: remedy, changes: draft?.changes))
                }
            }
        }
        return all
    }
}
