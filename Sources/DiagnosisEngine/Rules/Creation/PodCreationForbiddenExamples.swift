import KubernetesModel

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
            .firing(
                "one got through, and the quota is used up again", on: ["n1"], with: ["kind": "quota", "name": "tight"]
            ) { cluster in
                var quota = ResourceQuota()
                quota.metadata = ObjectMeta(name: "tight", namespace: "logging")
                quota.hard["pods"] = Quantity(units: 5)
                quota.used["pods"] = Quantity(units: 5)
                cluster.snapshot.resourceQuotas = [quota]
                cluster.refuse(
                    "pods \"agent-x\" is forbidden: exceeded quota: tight, requested: pods=1, used: pods=5, limited: pods=5",
                    secondsAgo: 1200)
                cluster.event("SuccessfulCreate", "Created pod: agent-y", on: "agent", kind: DaemonSet.kind)
            },
            .firing(
                "one got through after so many refusals that no more are recorded", on: ["n1"],
                with: ["kind": "webhook-denied"]
            ) { cluster in
                cluster.refuse("admission webhook \"a.b.c\" denied the request: no", secondsAgo: 120, count: 30)
                cluster.event("SuccessfulCreate", "Created pod: agent-y", on: "agent", kind: DaemonSet.kind)
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
    fileprivate mutating func refuse(_ message: String, secondsAgo: WholeNumber = 60, count: WholeNumber = 1) {
        node("n1")
        event(
            "FailedCreate", "\(count > 1 ? "(combined from similar events): " : "")Error creating: \(message)",
            on: daemonSet.name, kind: DaemonSet.kind, secondsAgo: secondsAgo, count: count)
    }
}
