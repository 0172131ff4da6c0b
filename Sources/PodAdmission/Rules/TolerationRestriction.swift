import KubernetesModel
import Wording

/// The tolerations that a namespace allows (`plugin/pkg/admission/podtolerationrestriction`).
enum TolerationRestriction {
    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        guard let allowed = request.namespace?.allowedTolerations, !allowed.isEmpty else { return [] }
        let own = request.spec.tolerations
        let refused = request.pod.spec.tolerations.filter { toleration in
            !allowed.contains { $0.covers(toleration) }
        }
        let rule = "namespace \(request.daemonSet.namespace) does not allow"
        let written = refused.compactMap { toleration -> AdmissionFinding? in
            guard let position = own.firstIndex(of: toleration) else { return nil }
            return AdmissionFinding(
                .tolerationNotAllowed, .refusesPods, at: AdmissionRequest.field("tolerations[\(position)]"),
                "\(rule) the toleration \(toleration)")
        }
        let added = refused.filter { !own.contains($0) }
        if added.isEmpty { return written }
        let names = Wording.list(added.map { "\($0)" }, most: 3)
        return written + [
            AdmissionFinding(
                .tolerationNotAllowed, .refusesPods, at: AdmissionRequest.field("tolerations"),
                "\(rule) tolerations that every daemon pod gets: \(names)",
                hint: "add them to the annotation \(Annotation.allowedTolerations)")
        ]
    }
}
