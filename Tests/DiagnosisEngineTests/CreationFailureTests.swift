import Testing

@testable import DiagnosisEngine

/// What the API server's words of several versions are read as.
struct CreationFailureTests {
    typealias Case = NamedCase<String, CreationFailureKind>

    static let cases: [Case] = [
        Case(
            "quota", "pods \"a-x\" is forbidden: exceeded quota: q, requested: cpu=1, used: cpu=2, limited: cpu=2",
            .quota),
        Case(
            "quota wants amounts", "pods \"a-x\" is forbidden: failed quota: q: must specify limits.cpu for: a",
            .quotaAmounts),
        Case(
            "no quota of that scope", "insufficient quota to match these scopes: [{PriorityClass In [x]}]", .quotaScope),
        Case("no quota at all", "pods \"a-x\" is forbidden: insufficient quota to consume: pods", .quotaScope),
        Case(
            "quota not counted", "pods \"a-x\" is forbidden: status unknown for quota: q, resources: cpu", .quotaUnknown
        ),
        Case("quota timed out", "Internal error occurred: resource quota evaluation timed out", .timeout),
        Case(
            "Pod Security", "pods \"a-x\" is forbidden: violates PodSecurity \"baseline:latest\": privileged",
            .podSecurity),
        Case(
            "PodSecurityPolicy", "pods \"a-\" is forbidden: unable to validate against any pod security policy: []",
            .podSecurityPolicy),
        Case(
            "no PodSecurityPolicy", "pods \"a-\" is forbidden: no providers available to validate pod request",
            .podSecurityPolicy),
        Case(
            "OpenShift",
            "pods \"a-\" is forbidden: unable to validate against any security context constraint: [provider "
                + "\"anyuid\": Forbidden: not usable by user or serviceaccount]", .securityContextConstraints),
        Case(
            "no account",
            "pods \"a-\" is forbidden: error looking up service account ns/a: serviceaccount \"a\" not found",
            .serviceAccount),
        Case(
            "no token",
            "No API token found for service account \"default\", retry after the token is automatically created and "
                + "added to the service account", .serviceAccountToken),
        Case("no class", "pods \"a-\" is forbidden: no PriorityClass with name high was found", .priorityClass),
        Case(
            "class outside kube-system",
            "pods \"a-\" is forbidden: pods with system-node-critical priorityClass is not permitted in ns namespace",
            .priorityNamespace),
        Case(
            "priority beside a class",
            "pods \"a-\" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority "
                + "admission controller computed 0 from the given PriorityClass name", .priorityConflict),
        Case(
            "no runtime class", "pods \"a-\" is forbidden: pod rejected: RuntimeClass \"kata\" not found", .runtimeClass
        ),
        Case(
            "runtime class conflict",
            "pods \"a-\" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[a] = b; pod.spec.nodeSelector[a] = c",
            .runtimeClassConflict),
        Case(
            "webhook fails", "Internal error occurred: failed calling webhook \"w\": Post https://w.n.svc:443/: EOF",
            .webhookFailed),
        Case(
            "webhook times out",
            "Internal error occurred: failed calling admission webhook \"w\": Post "
                + "https://w.n.svc:443/?timeout=30s: context deadline exceeded", .webhookFailed),
        Case("webhook denies", "admission webhook \"w\" denied the request: the call timed out", .webhookDenied),
        Case(
            "policy", "pods \"a-\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no",
            .admissionPolicy),
        Case(
            "limit range",
            "pods \"a-\" is forbidden: [maximum cpu usage per Container is 1, but limit is 2, minimum "
                + "memory usage per Pod is 1Gi, but request is 1Mi]", .limitRange),
        Case(
            "node selector",
            "pods \"a-\" is forbidden: pod node label selector conflicts with its namespace node label "
                + "selector", .nodeSelector),
        Case(
            "tolerations",
            "pods \"a-\" is forbidden: pod tolerations (possibly merged with namespace default "
                + "tolerations) are not in the namespace whitelist", .tolerations),
        Case(
            "namespace goes",
            "pods \"a-\" is forbidden: unable to create new content in namespace n because it is being "
                + "terminated", .namespaceTerminating),
        Case("no namespace", "namespaces \"n\" not found", .namespaceMissing),
        Case(
            "rights",
            "pods is forbidden: User \"system:serviceaccount:kube-system:daemon-set-controller\" cannot create "
                + "resource \"pods\" in API group \"\" in the namespace \"n\"", .permission),
        Case("invalid", "Pod \"a-x\" is invalid: spec.containers[0].image: Invalid value: \" b\"", .invalid),
        Case("etcd is slow", "etcdserver: request timed out", .timeout),
        Case(
            "the API server is slow",
            "the server was unable to return a response in the time allotted, but may still be "
                + "processing the request (post pods)", .timeout),
        Case(
            "gateway", "Timeout: request did not complete within requested timeout - context deadline exceeded",
            .timeout),
        Case("no leader", "etcdserver: leader changed", .serverUnavailable),
        Case(
            "gone",
            "Post https://10.0.0.1:6443/api/v1/namespaces/n/pods: dial tcp 10.0.0.1:6443: connect: connection "
                + "refused", .serverUnavailable),
        Case(
            "busy", "the server has received too many requests and has asked us to try again later (post pods)",
            .serverOverloaded),
        Case("full", "etcdserver: mvcc: database space exceeded", .storageFull),
        Case("anything else", "pods \"a-\" is forbidden: the moon is in the wrong phase", .other),
    ]

    @Test(arguments: cases)
    func `A message tells what kept the pod from being created`(_ line: Case) {
        #expect(CreationFailure("Error creating: \(line.input)").kind == line.expected)
    }

    @Test(arguments: [
        ("x509: certificate signed by unknown authority", WebhookFault.certificate),
        ("no endpoints available for service \"w\"", .noEndpoints), ("service \"w\" not found", .serviceMissing),
        ("dial tcp: lookup w.n.svc: no such host", .nameLookup), ("connect: connection refused", .refused),
        ("net/http: request canceled (Client.Timeout exceeded while awaiting headers)", .timeout),
        ("the server could not find the requested resource", .wrongAnswer), ("Forbidden", .proxy),
        ("Service Unavailable", .proxy), ("No such domain", .proxy),
        ("proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused", .proxy),
        ("an error on the server (\"service unavailable\") has prevented the request from succeeding", .unknown),
    ])
    func `A webhook's error tells why it failed`(_ said: String, _ expected: WebhookFault) {
        #expect(WebhookFault("failed calling webhook \"w\": Post \"https://w.n.svc:443/x\": \(said)") == expected)
    }
}
