/// The words by which one kind of creation failure is known.
struct CreationFailureSignature: Sendable {
    var kind: CreationFailureKind
    /// The words; any of them will do.
    var phrases: [String]
    /// The text before and behind the name, if the message has one.
    var name: (before: String, behind: String)?

    init(_ kind: CreationFailureKind, _ phrases: String..., name: (before: String, behind: String)? = nil) {
        self.kind = kind
        self.phrases = phrases
        self.name = name
    }

    func matches(_ said: String) -> Bool { phrases.contains { said[...].after($0) != nil } }

    func name(in said: String) -> String { name.flatMap { said[...].after($0.before)?.until($0.behind) } ?? "" }

    /// The words of all versions, the more telling before those that they may quote: a webhook's error holds the words
    /// of a time-out, a denial may quote anything.
    static let all: [CreationFailureSignature] = [
        // plugin/webhook/errors; before Kubernetes 1.14 `failed calling admission webhook`.
        Self(.webhookFailed, "failed calling webhook ", name: ("failed calling webhook \"", "\"")),
        Self(.webhookFailed, "failed calling admission webhook ", name: ("failed calling admission webhook \"", "\"")),
        Self(.webhookFailed, "failed to call webhook"),
        Self(.webhookDenied, "admission webhook \"", name: ("admission webhook \"", "\"")),
        Self(.admissionPolicy, "ValidatingAdmissionPolicy '", name: ("ValidatingAdmissionPolicy '", "'")),
        Self(.imagePolicy, "image policy webhook backend denied"),
        // plugin/resourcequota/controller.go
        Self(.quota, "exceeded quota: ", name: ("exceeded quota: ", ",")),
        Self(.quotaAmounts, "failed quota: ", name: ("failed quota: ", ":")),
        Self(.quotaScope, "insufficient quota to match these scopes", "insufficient quota to consume"),
        Self(.quotaUnknown, "status unknown for quota: ", name: ("status unknown for quota: ", ",")),
        Self(.podSecurity, "violates PodSecurity \"", name: ("violates PodSecurity \"", "\"")),
        Self(
            .podSecurityPolicy, "unable to validate against any pod security policy",
            // From Kubernetes 1.18 on.
            "PodSecurityPolicy: ", "no providers available to validate pod request",
            "unable to validate pod security policy"),
        Self(
            .securityContextConstraints, "unable to validate against any security context constraint",
            "no providers available to validated pod request"),
        // plugin/pkg/admission/serviceaccount
        Self(.serviceAccountToken, "No API token found for service account", name: ("service account \"", "\"")),
        Self(.serviceAccountToken, "does not reference that secret", "does not reference that imagePullSecret"),
        Self(.serviceAccount, "serviceaccount \"", name: ("serviceaccount \"", "\"")),
        Self(.serviceAccount, "serviceaccounts \"", name: ("serviceaccounts \"", "\"")),
        Self(.serviceAccount, "error looking up service account ", name: ("/", ":")),
        // plugin/pkg/admission/priority
        Self(.priorityClass, "no PriorityClass with name ", name: ("no PriorityClass with name ", " ")),
        Self(
            .priorityConflict, "must not be provided in pod spec; priority admission controller computed",
            "priority admission controller computed"),
        Self(.priorityNamespace, "priorityClass is not permitted in ", name: ("pods with ", " ")),
        Self(.runtimeClassConflict, "RuntimeClass's defined Overhead", "corresponding RuntimeClass defined Overhead"),
        Self(.runtimeClassConflict, "conflict: runtimeClass.scheduling"),
        Self(.runtimeClass, "RuntimeClass \"", name: ("RuntimeClass \"", "\"")),
        Self(.runtimeClass, "runtimeclasses.node.k8s.io \"", name: ("runtimeclasses.node.k8s.io \"", "\"")),
        Self(.runtimeClass, "RuntimeClass.node.k8s.io \"", name: ("RuntimeClass.node.k8s.io \"", "\"")),
        // plugin/pkg/admission/limitranger
        Self(.limitRange, "max limit to request ratio per ", "error enforcing limit ranges"),
        Self(.limitRange, " usage per Container is ", " usage per Pod is "),
        // plugin/pkg/admission/podnodeselector, podtolerationrestriction; OpenShift's project node selector
        Self(
            .nodeSelector, "node label selector conflicts", "nodeSelector conflicts",
            "labels conflict with its namespace"),
        Self(
            .tolerations, "pod tolerations (possibly merged with", "namespace tolerations and pod tolerations conflict"),
        Self(.namespaceTerminating, "because it is being terminated"),
        Self(.namespaceMissing, "namespaces \"", name: ("namespaces \"", "\"")),
        Self(.permission, "cannot create resource \"pods\"", "cannot create pods in the namespace"),
        Self(.permission, "cannot set blockOwnerDeletion"),
        Self(.invalid, "is invalid: "),
        Self(.storageFull, "database space exceeded"),
        Self(.serverOverloaded, "too many requests", "Too Many Requests"),
        Self(
            .timeout, "unable to return a response in the time allotted", "context deadline exceeded", "timed out",
            "Timeout: ", "Client.Timeout exceeded", "i/o timeout", "TLS handshake timeout",
            "The operation could not be completed in time"),
        Self(
            .serverUnavailable, "connection refused", "connection reset", "no route to host", "EOF", "leader changed",
            "no leader", "currently unable to handle the request", "connection lost", "not yet ready to handle request",
            "cannot complete the requested operation at this time", "is shutting down", "service unavailable"),
    ]
}

/// Why a webhook could not be called.
enum WebhookFault: String, Sendable {
    case serviceMissing = "service-missing"
    case noEndpoints = "no-endpoints"
    case certificate
    case refused
    case timeout
    case nameLookup = "name-lookup"
    case wrongAnswer = "wrong-answer"
    case proxy
    case unknown

    /// Reads the error behind `failed calling webhook`.
    init(_ said: String) {
        func says(_ phrases: String...) -> Bool { phrases.contains { said[...].after($0) != nil } }
        if says("x509:", "certificate", "tls:") {
            self = .certificate
        } else if says("proxyconnect ") || Self.proxyAnswers.contains(where: { said.lowercased().contains($0) }) {
            self = .proxy
        } else if says("no endpoints available") {
            self = .noEndpoints
        } else if says("service \""), says("not found") {
            self = .serviceMissing
        } else if says("no such host", "lookup ") {
            self = .nameLookup
        } else if says("connection refused", "connection reset", "no route to host", "EOF") {
            self = .refused
        } else if says("deadline exceeded", "timeout", "Timeout", "timed out") {
            self = .timeout
        } else if says("could not find the requested resource", "404", "webhook response", "500", "503") {
            self = .wrongAnswer
        } else {
            self = .unknown
        }
    }

    /// Of what a proxy answers to CONNECT, Go's client says the words of the status alone, right behind the address
    /// (`http.Transport.dialConn`).
    private static let proxyAnswers = [
        "forbidden", "bad gateway", "service unavailable", "gateway timeout", "gateway time-out",
        "proxy authentication required", "no such domain", "unable to connect", "host unreachable",
        "dns lookup failed",
    ].map { "\": \($0)" }

    /// The Service that is called: `Post "https://NAME.NAMESPACE.svc:443/…"`.
    static func service(in said: String) -> (name: String, namespace: String)? {
        let host = said[...].after("https://")?.prefix { !"/:?\" ".contains($0) }
        let parts = (host ?? "").split(separator: ".")
        guard parts.count >= 3, parts[2] == "svc" else { return nil }
        return (String(parts[0]), String(parts[1]))
    }

    /// The fault, as a sentence.
    var sentence: String {
        switch self {
        case .serviceMissing: return "The Service that it names does not exist."
        case .noEndpoints: return "Its Service has no ready pod."
        case .certificate: return "Its TLS certificate is not trusted."
        case .refused: return "Nothing answers at its address."
        case .timeout: return "It does not answer in time."
        case .nameLookup: return "Its name cannot be resolved."
        case .wrongAnswer: return "Its answer is not a webhook's."
        case .proxy: return "An HTTP proxy answers the API server in its place."
        case .unknown: return ""
        }
    }
}
