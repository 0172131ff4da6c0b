/// An objection of admission to a DaemonSet or its pods. Codes are forever: never renamed, never reused.
public enum AdmissionCode: String, CaseIterable, Sendable {
    case namespaceMissing = "namespace-missing"
    case namespaceTerminating = "namespace-terminating"
    case priorityClassMissing = "priority-class-missing"
    case priorityConflict = "priority-conflict"
    case serviceAccountMissing = "service-account-missing"
    case runtimeClassMissing = "runtime-class-missing"
    case runtimeClassConflict = "runtime-class-conflict"
    case quotaExceeded = "quota-exceeded"
    case quotaNeedsAmounts = "quota-needs-amounts"
    case limitRangeViolated = "limit-range-violated"
    case podSecurityViolated = "pod-security-violated"
    case podSecurityWarning = "pod-security-warning"
    case podSecurityLabelInvalid = "pod-security-label-invalid"
    case nodeSelectorConflict = "node-selector-conflict"
    case tolerationNotAllowed = "toleration-not-allowed"
    case webhookUnknown = "webhook-unknown"
    case admissionNotChecked = "admission-not-checked"

    /// The subject, for a list of codes.
    public var title: String {
        switch self {
        case .namespaceMissing: "The namespace does not exist"
        case .namespaceTerminating: "The namespace is being deleted"
        case .priorityClassMissing: "The PriorityClass does not exist"
        case .priorityConflict: "The template sets what its PriorityClass decides"
        case .serviceAccountMissing: "The ServiceAccount does not exist"
        case .runtimeClassMissing: "The RuntimeClass does not exist"
        case .runtimeClassConflict: "The template conflicts with its RuntimeClass"
        case .quotaExceeded: "A ResourceQuota has too little left"
        case .quotaNeedsAmounts: "A ResourceQuota requires requests or limits that containers do not have"
        case .limitRangeViolated: "A LimitRange does not allow the containers' requests or limits"
        case .podSecurityViolated: "Pod Security refuses the pods"
        case .podSecurityWarning: "Pod Security warns about the pods, or audits them"
        case .podSecurityLabelInvalid: "A Pod Security label has a value that does not exist"
        case .nodeSelectorConflict: "The template conflicts with the namespace's node selector"
        case .tolerationNotAllowed: "The namespace does not allow a toleration"
        case .webhookUnknown: "Webhooks may change or refuse the pods"
        case .admissionNotChecked: "The snapshot lacks what a part of admission needs"
        }
    }

    /// The remedy, in a sentence or two.
    public var help: String {
        switch self {
        case .namespaceMissing:
            "Nothing can be created in a namespace that does not exist. Create it first, add it to the manifest, or "
                + "correct the name."
        case .namespaceTerminating:
            "A namespace that is being deleted accepts no new objects. Wait until it is gone and create it again."
        case .priorityClassMissing:
            "The API server refuses every pod that names a PriorityClass that does not exist. Create the class or name "
                + "another one."
        case .priorityConflict:
            "priority and preemptionPolicy follow from the PriorityClass. Remove them from the template."
        case .serviceAccountMissing:
            "The API server refuses every pod whose ServiceAccount does not exist. Create it in the DaemonSet's "
                + "namespace, or add it to the manifest."
        case .runtimeClassMissing:
            "The API server refuses every pod that names a RuntimeClass that does not exist. Create the class, or "
                + "remove runtimeClassName."
        case .runtimeClassConflict:
            "overhead and the node selector of a RuntimeClass cannot be overridden. Remove them from the template."
        case .quotaExceeded:
            "The DaemonSet is created, but pods are missing on nodes. Raise the quota or free some of it; a DaemonSet "
                + "needs enough for one pod on every eligible node."
        case .quotaNeedsAmounts:
            "If a quota limits cpu or memory, every container must set it. Set requests and limits, or give the "
                + "namespace a LimitRange with defaults."
        case .limitRangeViolated:
            "LimitRanges bound the requests and limits of every container, including their own defaults. Stay "
                + "within the bounds, or change the LimitRange."
        case .podSecurityViolated:
            "The namespace's labels enforce a Pod Security Standard that the template does not meet: the DaemonSet is "
                + "created, its pods are not. Change the template, or the namespace's level."
        case .podSecurityWarning:
            "The namespace's labels ask for a warning or an audit entry for pods that do not meet a Pod Security "
                + "Standard. The pods are created."
        case .podSecurityLabelInvalid:
            "An enforce label with an unknown level counts as restricted. Correct the label."
        case .nodeSelectorConflict:
            "The node selectors of the namespace and of the template have different values for one label, so the "
                + "API server refuses the pods. Remove the label from one of them."
        case .tolerationNotAllowed:
            "An annotation of the namespace lists the tolerations that pods may have. Those that the DaemonSet "
                + "controller adds must be among them."
        case .webhookUnknown:
            "A snapshot cannot show what a webhook answers. Try kubectl apply --dry-run=server."
        case .admissionNotChecked:
            "The snapshot lacks objects that this part of admission needs. Save it again with dsdoctor collect, or "
                + "pass --allow-gaps."
        }
    }
}
