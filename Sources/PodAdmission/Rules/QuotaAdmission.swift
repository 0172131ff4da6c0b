import KubernetesModel

/// The objections of quotas to the DaemonSet itself, and to any pod of it whatever is left
/// (`apiserver/pkg/admission/plugin/resourcequota`).
///
/// Whether enough is left for all nodes is counted while the pods are placed.
enum QuotaAdmission {
    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        var findings: [AdmissionFinding] = []
        if request.mayLack(.resourceQuota) {
            findings.append(
                AdmissionFinding(
                    .admissionNotChecked, .notChecked, at: "metadata.namespace",
                    "the snapshot has no ResourceQuotas, so quotas were not checked"))
        }
        for quota in request.snapshot.resourceQuotas.sorted(by: { $0.name < $1.name })
        where quota.namespace == request.daemonSet.namespace {
            let usage = PodQuotaUsage(request.pod.spec)
            guard usage.matches(quota.scopes) else { continue }
            findings += usage.unspecified(limitedBy: quota.hard).map { lacking in
                let list = lacking.resource.hasPrefix("limits.") ? "limit" : "request"
                let resource = lacking.resource.split(separator: ".").last.map(String.init) ?? lacking.resource
                let names = lacking.containers.joined(separator: ", ")
                return AdmissionFinding(
                    .quotaNeedsAmounts, .refusesPods, at: AdmissionRequest.field("containers"),
                    "ResourceQuota \(quota.name) limits \(lacking.resource), so every container needs a \(resource) "
                        + "\(list): \(names) \(lacking.containers.count == 1 ? "has" : "have") none")
            }
        }
        return findings
    }
}
