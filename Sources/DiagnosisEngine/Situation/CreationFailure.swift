import KubernetesModel
import Wording

/// Why a pod was not created, taken from the controller's `FailedCreate` event.
package struct CreationFailure: Equatable, Sendable {
    var kind: CreationFailureKind
    /// The quota, policy, webhook, class or account concerned; empty where the message names none.
    var name: String
    /// The API server's message without the pod's name, which differs from attempt to attempt.
    var reason: String

    /// Reads the message of a `FailedCreate` event (`RealPodControl.createPods`).
    init(_ message: String) {
        let text = message[...].after("Error creating: ") ?? message[...]
        // Policy engines write several lines, and the first says nothing.
        let said = (text.after("is forbidden: ") ?? text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        reason = Wording.sentence(said)
        let signature = CreationFailureSignature.all.first { $0.matches(said) }
        kind = signature?.kind ?? .other
        name = signature?.name(in: said) ?? ""
    }

    /// The news, at the start of a sentence.
    var subject: String {
        switch kind {
        case .quota: return "ResourceQuota \(name) is used up"
        case .quotaAmounts: return "ResourceQuota \(name) requires requests and limits that the template does not set"
        case .quotaScope: return "No ResourceQuota in the namespace admits pods of this priority class"
        case .quotaUnknown: return "The use of ResourceQuota \(name) has not been computed yet"
        case .podSecurity: return "Pod Security \(name) does not allow the pod"
        case .podSecurityPolicy: return "No PodSecurityPolicy allows the pod"
        case .securityContextConstraints: return "No SecurityContextConstraints allow the pod"
        case .serviceAccount: return "ServiceAccount \(name) does not exist"
        case .serviceAccountToken: return "The ServiceAccount has no token or may not use a Secret"
        case .priorityClass: return "PriorityClass \(name) does not exist"
        case .priorityConflict: return "The pod's priority contradicts its priority class"
        case .priorityNamespace: return "PriorityClass \(name) is allowed only in kube-system"
        case .runtimeClass: return "RuntimeClass \(name) does not exist"
        case .runtimeClassConflict: return "The pod contradicts its RuntimeClass"
        case .webhookDenied: return "Admission webhook \(name) denies the pod"
        case .webhookFailed: return "Admission webhook \(name) fails, so no pod is created"
        case .admissionPolicy: return "ValidatingAdmissionPolicy \(name) denies the pod"
        case .imagePolicy: return "The image policy denies the pod's images"
        case .limitRange: return "A LimitRange in the namespace does not allow the containers' requests or limits"
        case .nodeSelector: return "The namespace's node selector contradicts the pod's"
        case .tolerations: return "The namespace does not allow the pod's tolerations"
        case .namespaceTerminating: return "The namespace is being deleted"
        case .namespaceMissing: return "The namespace does not exist"
        case .permission: return "The DaemonSet controller may not create the pod"
        case .invalid: return "The pod is invalid"
        case .timeout: return "Creating pods timed out"
        case .serverUnavailable: return "The API server did not answer"
        case .serverOverloaded: return "The API server is overloaded"
        case .storageFull: return "etcd is full"
        case .other: return "The API server refuses the pod"
        }
    }
}

/// The reason why pods are not created.
enum CreationFailureKind: String, Sendable {
    case quota
    case quotaAmounts = "quota-amounts"
    case quotaScope = "quota-scope"
    case quotaUnknown = "quota-unknown"
    case podSecurity = "pod-security"
    case podSecurityPolicy = "pod-security-policy"
    case securityContextConstraints = "security-context-constraints"
    case serviceAccount = "service-account"
    case serviceAccountToken = "service-account-token"
    case priorityClass = "priority-class"
    case priorityConflict = "priority-conflict"
    case priorityNamespace = "priority-namespace"
    case runtimeClass = "runtime-class"
    case runtimeClassConflict = "runtime-class-conflict"
    case webhookDenied = "webhook-denied"
    case webhookFailed = "webhook-failed"
    case admissionPolicy = "admission-policy"
    case imagePolicy = "image-policy"
    case limitRange = "limit-range"
    case nodeSelector = "node-selector"
    case tolerations
    case namespaceTerminating = "namespace-terminating"
    case namespaceMissing = "namespace-missing"
    case permission
    case invalid
    case timeout
    case serverUnavailable = "server-unavailable"
    case serverOverloaded = "server-overloaded"
    case storageFull = "storage-full"
    case other

    /// Whether something did not work, where the others are refusals: the same pod may be created on the next try.
    var isOutage: Bool {
        switch self {
        case .webhookFailed, .timeout, .serverUnavailable, .serverOverloaded, .storageFull, .quotaUnknown: return true
        default: return false
        }
    }
}

extension PodHistory {
    /// For how long a failure counts, in seconds: as long as the API server keeps its event. The controller's pauses
    /// between tries grow to a quarter of an hour, and after a time-out an old one does not try again at all.
    static let creationFailureMemory: WholeNumber = 3600

    /// How many events of one object a recorder writes at once, and after how many seconds it writes one more
    /// (`EventSourceObjectSpamFilter`, `record/events_cache.go`).
    private static let recorded = (burst: WholeNumber(25), pause: WholeNumber(300))

    /// The newest `FailedCreate` event; nil when creation works, or has worked since: unless the quota that it names is
    /// used up still.
    func creationFailure(at now: Timestamp, quotas: [ResourceQuota]) -> Event? {
        if let newest = newest("FailedCreate", before: "SuccessfulCreate", at: now) { return newest }
        guard let last = last("FailedCreate", at: now) else { return nil }
        let failure = CreationFailure(last.message)
        guard failure.kind == .quota,
            let quota = quotas.first(where: { $0.name == failure.name && $0.namespace == last.regarding.namespace }),
            let requested = CreationFailure.amounts(after: "requested: ", in: failure.reason)
        else { return nil }
        let isUsedUp = requested.contains { resource, amount in
            quota.hard[resource].map { $0 < (quota.used[resource] ?? .zero) + amount } ?? false
        }
        return isUsedUp ? last : nil
    }

    /// The newest of the controller's events of one reason that counts still, where none of the other came after it. One
    /// that came after many says little: a pod may get through now and then, and the recorder is silent about failures.
    func newest(_ failure: String, before success: String, at now: Timestamp) -> Event? {
        guard let last = last(failure, at: now) else { return nil }
        let done = daemonSetEvents.filter { $0.reason == success }.map(\.latest).max()
        guard let done, done > last.latest else { return last }
        let count = daemonSetEvents.filter { $0.reason == failure }.reduce(WholeNumber(0)) { $0 + $1.count }
        let isSilent = count >= Self.recorded.burst && now.seconds(since: last.latest) <= 2 * Self.recorded.pause
        return isSilent ? last : nil
    }

    private func last(_ failure: String, at now: Timestamp) -> Event? {
        daemonSetEvents.filter { $0.reason == failure }.max { $0.latest < $1.latest }
            .flatMap { now.seconds(since: $0.latest) <= Self.creationFailureMemory ? $0 : nil }
    }
}

extension CreationFailure {
    /// The amounts of a quota's refusal: `pods=1,requests.cpu=100m` after `word`, up to the next space.
    ///
    /// - Parameters:
    ///   - word: `requested: `, `used: ` or `limited: `.
    ///   - text: the API server's message.
    /// - Returns: nil where the text is not of that form.
    package static func amounts(after word: String, in text: String) -> [(resource: String, amount: Quantity)]? {
        guard let start = text.firstRange(of: word)?.upperBound else { return nil }
        var amounts: [(resource: String, amount: Quantity)] = []
        for part in text[start...].prefix(while: { $0 != " " }).split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, let amount = try? Quantity(parsing: String(pair[1])) else { return nil }
            amounts.append((String(pair[0]), amount))
        }
        return amounts.isEmpty ? nil : amounts
    }
}
