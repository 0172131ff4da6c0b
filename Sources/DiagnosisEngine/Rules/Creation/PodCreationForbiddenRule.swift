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

extension PodCreationForbiddenRule {
    static var examples: [RuleExample] { casesOfTheirOwn + refusals }

    /// The other kinds, an example each.
    private static var refusals: [RuleExample] {
        [
            ("runtime-class", "pod rejected: RuntimeClass \"kata\" not found"),
            ("runtime-class-conflict", "conflict: runtimeClass.scheduling.nodeSelector[a] = b"),
            ("security-context-constraints", "unable to validate against any security context constraint: []"),
            ("service-account-token", "No API token found for service account \"default\", retry after"),
            ("priority-class", "no PriorityClass with name high was found"),
            ("priority-conflict", "priority admission controller computed 0 from the given PriorityClass name"),
            (
                "priority-namespace",
                "pods with system-node-critical priorityClass is not permitted in logging namespace"
            ),
            ("admission-policy", "ValidatingAdmissionPolicy 'no-root' denied request: no"),
            ("image-policy", "image policy webhook backend denied one or more images"),
            ("limit-range", "maximum cpu usage per Container is 1, but limit is 2"),
            ("node-selector", "pod node label selector conflicts with its namespace node label selector"),
            ("tolerations", "namespace tolerations and pod tolerations conflict"),
            ("namespace-terminating", "unable to create new content because it is being terminated"),
            ("permission", "User \"daemon-set-controller\" cannot create resource \"pods\""),
            ("invalid", "Pod \"agent-x\" is invalid: spec.containers[0].image: Invalid value"),
            ("server-unavailable", "etcdserver: leader changed"),
            ("server-overloaded", "the server has received too many requests and has asked us to try again later"),
            ("storage-full", "etcdserver: mvcc: database space exceeded"),
            ("quota-unknown", "status unknown for quota: tight, resources: pods"),
            ("other", "the moon is in the wrong phase"),
        ].map { kind, message in
            .firing("the API server's words are of kind \(kind)", on: ["n1"], with: ["kind": .text(kind)]) {
                $0.refuse(message)
            }
        }
    }

    private static var casesOfTheirOwn: [RuleExample] {
        [
            .firing(
                "a quota is used up", on: ["n1"], with: ["kind": "quota", "name": "tight", "isOutage": false]
            ) {
                $0.refuse(
                    "pods \"agent-x\" is forbidden: exceeded quota: tight, requested: pods=1, used: pods=3, limited: pods=3"
                )
            },
            .firing("a quota wants limits", on: ["n1"], with: ["kind": "quota-amounts", "name": "all-set"]) {
                $0.refuse("pods \"agent-x\" is forbidden: failed quota: all-set: must specify limits.cpu for: agent")
            },
            .firing(
                "no quota of the namespace has the scope of the priority class", on: ["n1"],
                with: ["kind": "quota-scope", "priorityClass": "system-node-critical"]
            ) { cluster in
                cluster.template { $0.priorityClassName = "system-node-critical" }
                cluster.refuse(
                    "insufficient quota to match these scopes: [{PriorityClass In [system-node-critical]}]")
            },
            .firing(
                "Pod Security is enforced for a namespace without labels", on: ["n1"],
                with: ["kind": "pod-security", "name": "baseline:latest", "neededLevel": "privileged"]
            ) { cluster in
                var namespace = Namespace()
                namespace.metadata.name = "logging"
                cluster.snapshot.namespaces = [namespace]
                cluster.refuse(
                    "pods \"agent-x\" is forbidden: violates PodSecurity \"baseline:latest\": hostPath volumes "
                        + "(volume \"log\")")
            },
            .firing(
                "Pod Security restricted refuses what baseline allows", on: ["n1"], with: ["neededLevel": "baseline"]
            ) {
                $0.refuse(
                    "pods \"agent-x\" is forbidden: violates PodSecurity \"restricted:v1.30\": runAsNonRoot != true (pod "
                        + "or container \"agent\" must set securityContext.runAsNonRoot=true)")
            },
            .firing("no PodSecurityPolicy allows it", on: ["n1"], with: ["kind": "pod-security-policy"]) {
                $0.refuse("pods \"agent-\" is forbidden: unable to validate against any pod security policy: []")
            },
            .firing("the service account is missing", on: ["n1"], with: ["kind": "service-account", "name": "ghost"]) {
                $0.refuse(
                    "pods \"agent-\" is forbidden: error looking up service account logging/ghost: serviceaccount "
                        + "\"ghost\" not found")
            },
            .firing(
                "a webhook cannot be called", on: ["n1"],
                with: [
                    "kind": "webhook-failed", "name": "verify.signer.example.com", "isOutage": true,
                    "webhookFault": "no-endpoints", "webhookService": "signer", "webhookServiceNamespace": "security",
                ]
            ) {
                $0.refuse(
                    "Internal error occurred: failed calling webhook \"verify.signer.example.com\": failed to call "
                        + "webhook: Post \"https://signer.security.svc:443/verify?timeout=10s\": no endpoints available "
                        + "for service \"signer\"")
            },
            .firing(
                "a policy engine denies the pod in several lines", on: ["n1"],
                with: ["kind": "webhook-denied", "name": "validate.kyverno.svc-fail"]
            ) {
                $0.refuse(
                    "admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Pod/logging/agent- "
                        + "was blocked due to the following policies\n\nno-host-path:\n  rule: context deadline exceeded"
                )
            },
            .firing(
                "the API server did not answer in time", on: ["n1"],
                with: ["kind": "timeout", "isOutage": true, "secondsSinceLast": 900]
            ) { $0.refuse("the server was unable to return a response in the time allotted", secondsAgo: 900) },
            .firing("the node without a pod is NotReady, which does not matter here", on: ["n1"]) { cluster in
                cluster.refuse("pods \"agent-x\" is forbidden: exceeded quota: tight, requested: pods=1")
                cluster.template { $0.tolerations = [Toleration(key: "", comparison: .exists)] }
                cluster.snapshot.nodes[0].becomeNotReady()
            },
            .silent("the refusal is over, and every node has its pod") { cluster in
                cluster.refuse("pods \"agent-x\" is forbidden: exceeded quota: tight")
                cluster.daemonPod(on: "n1")
            },
            .silent("a pod was created since") { cluster in
                cluster.refuse("etcdserver: request timed out", secondsAgo: 300)
                cluster.event("SuccessfulCreate", "Created pod: agent-y", on: "agent", kind: DaemonSet.kind)
            },
        ]
    }
}

extension ExampleCluster {
    /// Adds a node without a pod, and the controller's event that it could not create one.
    fileprivate mutating func refuse(_ message: String, secondsAgo: WholeNumber = 60) {
        node("n1")
        event(
            "FailedCreate", "Error creating: \(message)", on: daemonSet.name, kind: DaemonSet.kind,
            secondsAgo: secondsAgo)
    }
}
