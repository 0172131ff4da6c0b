import KubernetesModel
import Wording

/// Why the API server refused to create a pod, taken from the controller's `FailedCreate` event.
struct CreationRefusal: Equatable, Sendable {
    /// What refused it.
    enum Kind: String, Sendable {
        case quota
        case podSecurity = "pod-security"
        case serviceAccount = "service-account"
        case priorityClass = "priority-class"
        case runtimeClass = "runtime-class"
        case webhookDenied = "webhook-denied"
        case webhookFailed = "webhook-failed"
        case admissionPolicy = "admission-policy"
        case limitRange = "limit-range"
        case nodeSelector = "node-selector"
        case securityContextConstraints = "security-context-constraints"
        case namespaceTerminating = "namespace-terminating"
        case other
    }

    var kind: Kind
    /// The quota, policy, webhook, class or account that refused; empty where the message names none.
    var name: String
    /// What the refusal is about, without the pod's name, which differs from try to try.
    var reason: String

    /// Reads the message of a `FailedCreate` event.
    init(_ message: String) {
        let text = message[...].after("Error creating: ") ?? message[...]
        let said = text.after("is forbidden: ") ?? text
        reason = Wording.firstLine(String(said))
        name = ""
        kind = .other
        if let rest = said.after("exceeded quota: ") {
            (kind, name) = (.quota, rest.until(","))
        } else if let rest = said.after("violates PodSecurity \"") {
            (kind, name) = (.podSecurity, rest.until("\""))
        } else if let rest = said.after("serviceaccount \"") {
            (kind, name) = (.serviceAccount, rest.until("\""))
        } else if let rest = said.after("no PriorityClass with name ") {
            (kind, name) = (.priorityClass, rest.until(" "))
        } else if let rest = said.after("RuntimeClass \"") {
            (kind, name) = (.runtimeClass, rest.until("\""))
        } else if let rest = said.after("admission webhook \"") {
            (kind, name) = (.webhookDenied, rest.until("\""))
        } else if let rest = said.after("failed calling webhook \"") {
            (kind, name) = (.webhookFailed, rest.until("\""))
        } else if let rest = said.after("ValidatingAdmissionPolicy '") {
            (kind, name) = (.admissionPolicy, rest.until("'"))
        } else if said.after("unable to validate against any security context constraint") != nil {
            kind = .securityContextConstraints
        } else if said.after("node label selector conflicts") != nil || said.after("nodeSelector conflicts") != nil {
            kind = .nodeSelector
        } else if said.after("because it is being terminated") != nil {
            kind = .namespaceTerminating
        } else if said.hasPrefix("maximum ") || said.hasPrefix("minimum ")
            || said.after("limit to request ratio") != nil
            || said.hasPrefix("[maximum ") || said.hasPrefix("[minimum ")
        {
            kind = .limitRange
        }
    }

    /// What refused, at the start of a sentence.
    var subject: String {
        switch kind {
        case .quota: return "The ResourceQuota \(name) is used up"
        case .podSecurity: return "Pod Security \(name) does not allow the pod"
        case .serviceAccount: return "The ServiceAccount \(name) does not exist"
        case .priorityClass: return "The PriorityClass \(name) does not exist"
        case .runtimeClass: return "The RuntimeClass \(name) does not exist"
        case .webhookDenied: return "The admission webhook \(name) denies the pod"
        case .webhookFailed: return "The admission webhook \(name) cannot be called"
        case .admissionPolicy: return "The ValidatingAdmissionPolicy \(name) denies the pod"
        case .limitRange: return "A LimitRange of the namespace does not allow what the containers ask for"
        case .nodeSelector: return "The namespace's node selector contradicts the pod's"
        case .securityContextConstraints: return "No SecurityContextConstraints allow the pod"
        case .namespaceTerminating: return "The namespace is being deleted"
        case .other: return "The API server refuses the pod"
        }
    }
}

extension DaemonSetSituation {
    /// For how long a refusal counts, in seconds: the controller's pauses between tries grow to a quarter of an hour.
    static let refusalMemory: Int64 = 1200

    /// The newest `FailedCreate` event, where no pod was created after it; nil when creation works.
    var creationFailure: Event? {
        func time(_ event: Event) -> Timestamp { event.lastTimestamp ?? event.firstTimestamp ?? .distantPast }
        guard
            let failure = history.daemonSetEvents.filter({ $0.reason == "FailedCreate" }).max(by: {
                time($0) < time($1)
            }),
            snapshot.capturedAt.seconds(since: time(failure)) <= Self.refusalMemory
        else { return nil }
        let created = history.daemonSetEvents.filter { $0.reason == "SuccessfulCreate" }.map(time).max()
        return created.map { $0 > time(failure) } ?? false ? nil : failure
    }
}
