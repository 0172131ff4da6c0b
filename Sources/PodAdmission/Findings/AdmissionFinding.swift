/// Something that admission does to a DaemonSet or its pods, or may do.
public struct AdmissionFinding: Hashable, Sendable {
    /// The consequence.
    public enum Effect: String, Hashable, Sendable {
        /// The DaemonSet itself is not created.
        case refusesDaemonSet
        /// The DaemonSet is created, its pods are not, or not all of them.
        case refusesPods
        /// Everything is created; somebody should know.
        case warns
        /// The snapshot cannot tell.
        case notChecked
        /// No snapshot can tell.
        case unknown
    }

    /// The subject.
    public var code: AdmissionCode
    /// The consequence.
    public var effect: Effect
    /// The field of the DaemonSet that has to do with it: `spec.template.spec.priorityClassName`.
    public var field: String
    /// A sentence without its end.
    public var message: String
    /// The hint, if there is a clear one; a sentence without its end.
    public var hint: String?

    init(_ code: AdmissionCode, _ effect: Effect, at field: String, _ message: String, hint: String? = nil) {
        self.code = code
        self.effect = effect
        self.field = field
        self.message = message
        self.hint = hint
    }

    /// A quota that lets no more DaemonSets in.
    package init(refusingDaemonSet refusal: QuotaRefusal) {
        self.init(
            .quotaExceeded, .refusesDaemonSet, at: "metadata.namespace",
            "ResourceQuota \(refusal.quota) does not admit the DaemonSet: \(refusal.words)")
    }

    /// Whether it keeps the DaemonSet or pods from being created.
    public var isRefusal: Bool { effect == .refusesDaemonSet || effect == .refusesPods }
}

/// All that admission does to one DaemonSet and its pods.
public struct AdmissionReview: Hashable, Sendable {
    /// Refusals, warnings and what cannot be told, in the order of the rules.
    public var findings: [AdmissionFinding]
    /// In what the pods differ from their template: `container agent: memory request 16Mi`.
    public var changes: [String]

    /// Whether no pod is created, or the DaemonSet itself is not.
    public var refusesAllPods: Bool { findings.contains { $0.isRefusal } }
}
