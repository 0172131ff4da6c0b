import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The pods cannot be created: the API server refuses them, or did not answer.
    public static let podCreationForbidden = Self("pod-creation-forbidden")
}

/// The pods cannot be created: the API server refuses them, or did not answer.
struct PodCreationForbiddenRule: NodeRule {
    static let code = FindingCode.podCreationForbidden
    static let family = FindingFamily.creation
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .events]
    static let weakenedWithout: [SnapshotPart] = [.pods, .namespaces]
    static let parameters: [ParameterDescription] = [
        .text("kind"), .text("name", .optional), .text("reason"), .truth("isOutage"), .number("refusals"),
        .number("missingPods"), .number("secondsSinceLast", .optional), .text("priorityClass", .optional),
        .text("webhookFault", .optional), .text("webhookService", .optional), .text("neededLevel", .optional),
        .text("webhookServiceNamespace", .optional), .text("enforcedLevel", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The API server does not create the pods: it refuses them, or an error stops it.",
        explanation: """
            Quotas, Pod Security, webhooks, policies, LimitRanges and missing ServiceAccounts or classes refuse pods \
            at admission. A timeout, a failing webhook or an API server that does not answer is no refusal: the next \
            try may succeed. The DaemonSet itself is accepted; the only trace is the controller's FailedCreate events, \
            and nodes without pods. The controller retries after growing pauses; after a timeout, old controllers \
            retry only once something changes the DaemonSet. Creation does not depend on the node, so this comes \
            before any problem of the node.
            """)

    /// The news of the message: `ResourceQuota tight is used up`.
    static func causeTitle(of finding: Finding) -> String {
        switch finding.parameters.text("kind").flatMap(CreationFailureKind.init) {
        case .webhookFailed: return "Webhook \(finding.parameters.text("name") ?? "") fails"
        case .limitRange: return "A LimitRange refuses the containers' requests or limits"
        case .quotaScope: return "No ResourceQuota admits the priority class"
        default:
            let news = finding.message.prefix { $0 != ":" }
            return news.count < finding.message.count ? String(news) : finding.title
        }
    }

    /// Webhooks, policies and classes are one for the cluster; the rest is of a namespace.
    static func scope(of finding: Finding) -> CauseScope {
        let text = { (name: String) in finding.parameters.text(name) ?? "" }
        guard let kind = CreationFailureKind(rawValue: text("kind")) else { return .daemonSet(fault: code.rawValue) }
        switch kind {
        case .priorityClass, .runtimeClass, .webhookDenied, .webhookFailed, .admissionPolicy, .imagePolicy:
            return .object(kind.rawValue, text("name"), namespace: nil)
        case .timeout, .serverUnavailable, .serverOverloaded, .storageFull, .permission:
            return .shared(kind.rawValue)
        case .quota, .quotaAmounts, .quotaScope, .quotaUnknown, .podSecurity, .podSecurityPolicy, .serviceAccount,
            .securityContextConstraints, .serviceAccountToken, .limitRange, .nodeSelector, .tolerations,
            .namespaceTerminating, .namespaceMissing:
            return .object(kind.rawValue, text("name"), namespace: text("namespace"))
        case .priorityConflict, .priorityNamespace, .runtimeClassConflict, .invalid, .other:
            return .daemonSet(fault: code.rawValue)
        }
    }

    struct Failure: Sendable {
        let failure: CreationFailure
        var count: WholeNumber
        /// How long ago the last try failed, in seconds.
        var age: WholeNumber?
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Failure>? {
        guard node.state == .missing, let event = situation.creationFailure else { return nil }
        let failure = CreationFailure(event.message)
        let count = situation.history.daemonSetEvents.filter { $0.reason == "FailedCreate" }
            .reduce(WholeNumber(0)) { $0 + $1.count }
        let age = (event.lastTimestamp ?? event.firstTimestamp).map { situation.snapshot.capturedAt.seconds(since: $0) }
        return Symptom(
            grouping: "\(failure.kind.rawValue) \(failure.name)",
            detail: Failure(failure: failure, count: count, age: age), evidence: [Evidence(event)])
    }

    func description(
        of symptoms: [LocatedSymptom<Failure>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let detail = symptoms[0].detail
        let failure = detail.failure
        var parameters: Parameters = [
            "kind": .text(failure.kind.rawValue), "reason": .text(failure.reason),
            "isOutage": .truth(failure.kind.isOutage), "refusals": .number(detail.count),
            "missingPods": .number(WholeNumber(symptoms.count)),
        ]
        parameters["name"] = failure.name.isEmpty ? nil : .text(failure.name)
        parameters["secondsSinceLast"] = detail.age.map { .number($0) }
        let tries = failure.kind.isOutage ? "failed" : "refused"
        let last = detail.age.map { ", last \(Wording.duration(seconds: $0)) ago" } ?? ""
        var message =
            "\(failure.subject): \(failure.reason) (\(tries) \(detail.count == 1 ? "once" : "\(detail.count) times")\(last))."
        message += details(of: failure, age: detail.age, into: &parameters, in: situation)
        let notReady = symptoms.count { !$0.node.node.isReady }
        if notReady > 0 {
            message +=
                " \(Wording.count(notReady, "node")) \(notReady == 1 ? "is" : "are") NotReady; that doesn't keep "
                + "pods from being created, but a node without its network plugin's pod stays NotReady."
        }
        return FindingDescription(
            title: failure.kind.isOutage ? "creating pods fails" : "the API server refuses the pods", message: message,
            parameters: parameters)
    }

    /// The additions for one kind of failure: sentences, and the facts that its remedies use.
    private func details(
        of failure: CreationFailure, age: WholeNumber?, into parameters: inout Parameters,
        in situation: DaemonSetSituation
    ) -> String {
        switch failure.kind {
        case .quotaScope, .priorityClass, .priorityNamespace, .priorityConflict:
            let name = situation.daemonSet.template.spec.priorityClassName
            parameters["priorityClass"] = name.isEmpty ? nil : .text(name)
        case .webhookFailed:
            let fault = WebhookFault(failure.reason)
            parameters["webhookFault"] = .text(fault.rawValue)
            if let service = WebhookFault.service(in: failure.reason) {
                parameters["webhookService"] = .text(service.name)
                parameters["webhookServiceNamespace"] = .text(service.namespace)
            }
            return fault.sentence.isEmpty ? "" : " \(fault.sentence)"
        case .podSecurity:
            let key = PodSecurity.enforceLabel
            let namespace = situation.index.namespace(named: situation.daemonSet.namespace)
            let enforced = namespace?.metadata.labels[key]
            parameters["neededLevel"] = .text(PodSecurity.neededLevel(failure))
            parameters["enforcedLevel"] = enforced.map { .text($0) }
            if namespace != nil, enforced == nil {
                return " The namespace has no \(key) label, so this is the API server's default."
            }
        case .timeout, .serverUnavailable, .serverOverloaded:
            if let age, age > Self.retryPause {
                return " The controller has not retried since: after a timeout, old controllers don't until something "
                    + "changes the DaemonSet."
            }
        default: break
        }
        return ""
    }

    /// The longest pause between two tries of a controller that keeps trying after a time-out, in seconds
    /// (`FailedPodsBackoff` is for failed pods; the work queue's pauses after an error grow from milliseconds).
    private static let retryPause: WholeNumber = 600
}

/// The words of Pod Security admission (`k8s.io/pod-security-admission`).
private enum PodSecurity {
    static let enforceLabel = "pod-security.kubernetes.io/enforce"

    /// The checks that already the standard `baseline` makes, as they are named in refusals.
    private static let baselineChecks = [
        "hostPath volumes", "privileged (", "host namespaces", "hostPort", "non-default capabilities", "hostProcess",
        "forbidden sysctls", "procMount", "forbidden AppArmor", "seLinuxOptions", "probe or lifecycle host",
    ]

    /// The strictest standard that the pod meets.
    static func neededLevel(_ failure: CreationFailure) -> String {
        let isRestricted = failure.name.hasPrefix("restricted")
        let breaksBaseline = baselineChecks.contains { failure.reason[...].after($0) != nil }
        return isRestricted && !breaksBaseline ? "baseline" : "privileged"
    }
}
