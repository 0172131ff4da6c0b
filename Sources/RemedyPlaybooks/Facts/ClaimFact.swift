import DiagnosisEngine
import KubernetesModel

/// The template's name for the volume that stands on a claim.
struct ClaimFact: FactSearch {
    let parameters: [ParameterDescription] = [.text("claimVolume", .optional), .text("claimName", .optional)]

    let needs = [["claim"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard let placement = subject.placementOnNodes, let claim = subject.finding.parameters.text("claim") else {
            return facts
        }
        let name = claim.split(separator: "/").last.map(String.init) ?? claim
        let volume = placement.daemonSet.template.spec.volumes.first {
            $0.source == .persistentVolumeClaim(name: name)
        }
        if let volume {
            facts.parameters["claimVolume"] = .text(volume.name)
            facts.parameters["claimName"] = .text(name)
        }
        return facts
    }
}
