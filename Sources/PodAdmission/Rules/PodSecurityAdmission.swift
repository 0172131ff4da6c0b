import CheckedJSON
import KubernetesModel

/// Holds the pods to the Pod Security Standards that the namespace's labels name (`pod-security-admission`).
enum PodSecurityAdmission {
    /// Before, the admission plugin was not there or off.
    private static let firstMinor: WholeNumber = 23

    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        guard let namespace = request.namespace else { return [] }
        let version = KubernetesVersion(request.snapshot.kubernetesVersion)
        if let version, version < KubernetesVersion(1, firstMinor) { return [] }
        let policy = SecurityPolicy(namespace.metadata.labels)
        let pod = ReviewedPod(template: request.template)
        let enforced = policy.enforce.violations(by: pod, serverMinor: version?.minor)
        let mode = "Pod Security \(policy.enforce.text) of namespace \(namespace.name)"
        var findings = enforced.map {
            AdmissionFinding(.podSecurityViolated, .refusesPods, at: $0.field, "\(mode) refuses the pods: \($0.detail)")
        }
        findings += policy.invalid.map { label, value in
            AdmissionFinding(
                .podSecurityLabelInvalid, .warns, at: "metadata.namespace",
                "namespace \(namespace.name) has the label \(label)=\(value), which is not a valid value")
        }
        let known = Set(enforced.map(\.detail))
        for (word, asked) in [("warn", policy.warn), ("audit", policy.audit)] where asked != policy.enforce {
            let others = asked.violations(by: pod, serverMinor: version?.minor).filter { !known.contains($0.detail) }
            findings += others.map {
                AdmissionFinding(
                    .podSecurityWarning, .warns, at: $0.field,
                    "Pod Security \(asked.text) (\(word)) of namespace \(namespace.name): \($0.detail)")
            }
        }
        return merged(findings)
    }

    /// A warning that is logged too is one.
    private static func merged(_ findings: [AdmissionFinding]) -> [AdmissionFinding] {
        var seen: Set<String> = []
        return findings.filter { finding in
            guard finding.code == .podSecurityWarning else { return true }
            return seen.insert(finding.field + (finding.message.split(separator: ":").last ?? "")).inserted
        }
    }
}
