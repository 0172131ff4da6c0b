/// Webhooks that the API server asks about objects before it stores them.
public protocol WebhookConfiguration: KubernetesObject {
    /// The webhooks, in the order in which they are asked.
    var webhooks: [AdmissionWebhook] { get set }
}

/// Webhooks that can change objects.
public struct MutatingWebhookConfiguration: WebhookConfiguration {
    /// The kind as the API spells it.
    public static let kind = "MutatingWebhookConfiguration"
    /// The name.
    public var metadata = ObjectMeta()
    /// The webhooks, in the order in which they are asked.
    public var webhooks: [AdmissionWebhook] = []

    /// A configuration without webhooks.
    public init() {}
}

/// Webhooks that can refuse objects.
public struct ValidatingWebhookConfiguration: WebhookConfiguration {
    /// The kind as the API spells it.
    public static let kind = "ValidatingWebhookConfiguration"
    /// The name.
    public var metadata = ObjectMeta()
    /// The webhooks.
    public var webhooks: [AdmissionWebhook] = []

    /// A configuration without webhooks.
    public init() {}
}

/// A webhook and the objects that it is asked about.
public struct AdmissionWebhook: Hashable, Sendable {
    /// The webhook's name, which looks like a host.
    public var name = ""
    /// The requests that it is asked about.
    public var rules: [Rule] = []
    /// The namespaces by their labels; an empty selector means all.
    public var namespaceSelector = LabelSelector()
    /// The objects by their labels; an empty selector means all.
    public var objectSelector = LabelSelector()

    /// A webhook that is asked about nothing.
    public init() {}

    /// Requests that a webhook is asked about.
    public struct Rule: Hashable, Sendable {
        /// `CREATE`, `UPDATE`, … or `*`.
        public var operations: [String] = []
        /// `pods`, `*`, `pods/exec`, …
        public var resources: [String] = []

        /// A rule that matches nothing.
        public init() {}
    }

    /// Whether it is asked when objects of a resource are created or changed.
    public func concerns(_ resource: String) -> Bool {
        rules.contains { rule in
            rule.operations.contains { ["*", "CREATE", "UPDATE"].contains($0) }
                && rule.resources.contains { ["*", "*/*", resource].contains($0) }
        }
    }
}

/// The labels of namespaces that Kubernetes sets.
public enum NamespaceLabel {
    /// The namespace's own name.
    public static let name = "kubernetes.io/metadata.name"
}

extension ObjectKind {
    /// The kind of ``MutatingWebhookConfiguration``.
    public static let mutatingWebhookConfiguration = ObjectKind(
        MutatingWebhookConfiguration.kind, group: "admissionregistration.k8s.io", isNamespaced: false,
        isAlwaysCollected: false, liveUse: .never)
    /// The kind of ``ValidatingWebhookConfiguration``.
    public static let validatingWebhookConfiguration = ObjectKind(
        ValidatingWebhookConfiguration.kind, group: "admissionregistration.k8s.io", isNamespaced: false,
        isAlwaysCollected: false, liveUse: .never)
}
