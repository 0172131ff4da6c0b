import KubernetesModel

/// The node selectors of namespaces (`plugin/pkg/admission/podnodeselector`) and of OpenShift's projects.
enum NodeSelectorAdmission {
    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        guard let annotations = request.namespace?.metadata.annotations else { return [] }
        return [Annotation.namespaceNodeSelector, Annotation.openShiftNodeSelector].flatMap { key in
            guard let text = annotations[key], let selector = LabelSelector(parsing: text) else {
                return [AdmissionFinding]()
            }
            return selector.matchExpressions.compactMap { requirement in
                guard requirement.comparison == .isIn, let wanted = requirement.values.first,
                    let own = request.spec.nodeSelector[requirement.key], !requirement.values.contains(own)
                else { return nil }
                return AdmissionFinding(
                    .nodeSelectorConflict, .refusesPods,
                    at: AdmissionRequest.field("nodeSelector[\(requirement.key)]"),
                    "nodeSelector \(requirement.key)=\(own) conflicts with the node selector of namespace "
                        + "\(request.daemonSet.namespace), \(requirement.key)=\(wanted)")
            }
        }
    }
}
