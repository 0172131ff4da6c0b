import CheckedJSON
import KubernetesModel

extension PodTemplate {
    /// The fields of a template's `spec`.
    static let specFields = ObjectFields<PodTemplate>(
        placementFields + volumeAndContainerFields + [
            .integer("priority", \.spec.priority), .text("priorityClassName", \.spec.priorityClassName),
            .word("preemptionPolicy", oneOf: ["Never", "PreemptLowerPriority"]) {
                $0.spec.neverPreempts ? "Never" : nil
            },
            .text("runtimeClassName", \.spec.runtimeClassName), .map("overhead", \.spec.overhead.encoded),
            .object("resources", ResourceRequirements.fields) { $0.spec.resources.isEmpty ? nil : $0.spec.resources },
            .flag("hostNetwork", \.spec.isHostNetwork), .flag("hostPID", \.spec.isHostPID).decidingNoPlace,
            .text("dnsPolicy", \.spec.dnsPolicy).decidingNoPlace,
            .object("securityContext", SecurityContext.ofPod) {
                $0.spec.securityContext == SecurityContext() ? nil : $0.spec.securityContext
            }.decidingNoPlace,
            .text("serviceAccountName", \.spec.serviceAccountName).decidingNoPlace,
            .text("restartPolicy", \.spec.restartPolicy).decidingNoPlace,
            .integer("terminationGracePeriodSeconds", \.spec.terminationGracePeriodSeconds).decidingNoPlace,
            .list("imagePullSecrets", nameFields, mergedBy: "name", \.spec.imagePullSecrets).decidingNoPlace,
            operatingSystem,
        ] + unseenFields)

    private static let placementFields: [ObjectFields<PodTemplate>.Field] = [
        .text("nodeName", \.nodeName), .map("nodeSelector", \.spec.nodeSelector.encoded),
        .part("affinity", affinityFields), .list("tolerations", Toleration.fields, \.spec.tolerations),
        .list(
            "topologySpreadConstraints", TopologySpreadConstraint.fields, mergedBy: "topologyKey",
            \.spec.topologySpreadConstraints),
        .list("schedulingGates", nameFields, mergedBy: "name", \.spec.schedulingGates),
        .text("schedulerName", \.spec.schedulerName),
    ]

    private static let volumeAndContainerFields: [ObjectFields<PodTemplate>.Field] = [
        .list("containers", Container.fields, mergedBy: "name", \.spec.containers),
        .list("initContainers", Container.fields, mergedBy: "name", \.spec.initContainers),
        .list("volumes", Volume.fields, mergedBy: "name", \.spec.volumes),
    ]

    private static let unseenFields: [ObjectFields<PodTemplate>.Field] =
        [
            .unseen("dnsConfig", .anything), .unseen("readinessGates", .list(.anything)),
            .unseen("ephemeralContainers", .keyedList(key: "name", Container.fields.schema)),
            .unseen("hostAliases", .keyedList(key: "ip", hostAlias)),
            .unsimulated("resourceClaims", .keyedList(key: "name", resourceClaim)),
            .unsimulated("schedulingGroup", .anything), .unsimulated("workloadRef", .anything),
        ]
        + [
            "activeDeadlineSeconds", "automountServiceAccountToken", "enableServiceLinks", "hostIPC",
            "hostUsers", "hostname", "hostnameOverride", "serviceAccount", "setHostnameAsFQDN",
            "shareProcessNamespace", "subdomain",
        ].unseen()

    /// The kubelet refuses pods of another system, which no simulation of the scheduler shows.
    private static let operatingSystem: ObjectFields<PodTemplate>.Field = {
        var field = ObjectFields<PodTemplate>.Field.part("os", .init([.text("name", \.spec.operatingSystem)]))
        field.schema.bearing = .notSimulated
        return field
    }()

    private static let nameFields = ObjectFields<String>([.scalar("name") { .string($0) }])

    private static let hostAlias = ObjectFields<Never>([.unseen("ip"), .unseen("hostnames", .list(.scalar))]).schema

    private static let resourceClaim = ObjectFields<Never>(
        ["name", "resourceClaimName", "resourceClaimTemplateName"].unseen()
    ).schema
}

extension ResourceRequirements {
    static let fields = ObjectFields<ResourceRequirements>([
        .map("requests", \.requests.encoded), .map("limits", \.limits.encoded),
        .unsimulated("claims", .list(.anything)),
    ])
}

extension Labels {
    /// Nil when there is none.
    var encoded: JSONValue? {
        guard !isEmpty else { return nil }
        var members: [String: JSONValue] = [:]
        for pair in pairs { members[pair.key] = .string(pair.value) }
        return .object(members)
    }
}

extension ResourceList {
    /// Nil when it is empty.
    fileprivate var encoded: JSONValue? {
        guard !isEmpty else { return nil }
        var members: [String: JSONValue] = [:]
        for entry in entries { members[entry.name] = .string(entry.quantity.description) }
        return .object(members)
    }
}
