import KubernetesModel
import PlacementEngine

/// Goes through the admission plugins of the API server that judge pods.
///
/// Quotas are counted node by node elsewhere, since a DaemonSet asks for one pod on each: see ``QuotaLedger``.
package enum PodAdmission {
    /// The effect of admission on a DaemonSet and its pods.
    package static func review(_ request: AdmissionRequest) -> AdmissionReview {
        let namespace = NamespaceLifecycle.findings(request)
        // Where nothing can be created, the rest is a consequence.
        if namespace.contains(where: \.isRefusal) { return AdmissionReview(findings: namespace, changes: []) }
        let rules = [
            PriorityAdmission.findings, ServiceAccountAdmission.findings, RuntimeClassAdmission.findings,
            LimitRanger.findings, QuotaAdmission.findings, PodSecurityAdmission.findings,
            NodeSelectorAdmission.findings, TolerationRestriction.findings, WebhookAdmission.findings,
        ]
        return AdmissionReview(
            findings: namespace + rules.flatMap { $0(request) }, changes: AdmissionChanges(request).texts)
    }
}
