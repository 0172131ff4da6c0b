import CheckedJSON
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
            if let finding = preferredNeighbours(request, quota, usage) { findings.append(finding) }
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

    /// A quota on affinity across namespaces counts preferred terms too (`usesCrossNamespacePodAffinity`), which the
    /// scheduler's model does not have: only that it lets in none is told.
    private static func preferredNeighbours(
        _ request: AdmissionRequest, _ quota: ResourceQuota, _ usage: PodQuotaUsage
    ) -> AdmissionFinding? {
        let scope = "CrossNamespacePodAffinity"
        guard quota.scopes.contains(where: { $0.key == scope }), !usage.matches(quota.scopes),
            usage.matches(quota.scopes.filter { $0.key != scope })
        else { return nil }
        let affinity = request.template["spec"]?["affinity"]
        let terms = ["podAffinity", "podAntiAffinity"].flatMap {
            affinity?[$0]?["preferredDuringSchedulingIgnoredDuringExecution"]?.elements ?? []
        }
        let isAcross = terms.contains { weighted in
            guard let term = weighted["podAffinityTerm"] else { return false }
            let selector = term["namespaceSelector"] ?? .null
            return !(term["namespaces"]?.elements ?? []).isEmpty || selector != .null
        }
        guard isAcross else { return nil }
        for name in ["pods", "count/pods"] {
            let used = quota.used[name] ?? .zero
            guard let hard = quota.hard[name], hard < used + Quantity(units: 1) else { continue }
            return AdmissionFinding(
                .quotaExceeded, .refusesPods, at: AdmissionRequest.field("affinity"),
                "ResourceQuota \(quota.name) lets in no pod with affinity to other namespaces: \(name) is limited to "
                    + "\(hard), \(used) used")
        }
        return nil
    }
}
