import CheckedJSON
import KubernetesModel

extension Container {
    static let fields = ObjectFields<Container>(
        [
            .text("name", \.name), .text("image", \.image).decidingNoPlace,
            .text("imagePullPolicy", \.imagePullPolicy).decidingNoPlace,
            // Kubernetes writes it for every container.
            .object("resources", ResourceRequirements.fields, \.resources),
            .list("ports", ContainerPort.fields, mergedBy: "containerPort", \.ports),
            .word("restartPolicy", oneOf: ["Always", "Never", "OnFailure"], toldApart: ["Always"]) {
                $0.isRestartable ? "Always" : nil
            },
            .texts("command", \.command).decidingNoPlace, .texts("args", \.args).decidingNoPlace,
            .object("securityContext", SecurityContext.ofContainer) {
                $0.securityContext == SecurityContext() ? nil : $0.securityContext
            }.decidingNoPlace,
            .object("livenessProbe", Probe.fields, \.livenessProbe).decidingNoPlace,
            .object("readinessProbe", Probe.fields, \.readinessProbe).decidingNoPlace,
            .object("startupProbe", Probe.fields, \.startupProbe).decidingNoPlace,
            .object("lifecycle", lifecycleFields) { $0.postStartAction.isEmpty ? nil : $0 }.decidingNoPlace,
            .list("volumeMounts", VolumeMount.fields, mergedBy: "mountPath", \.volumeMounts).decidingNoPlace,
        ] + environmentFields + unseenFields)

    private static let lifecycleFields = ObjectFields<Container>([
        .object("postStart", Probe.hookFields) { container in
            var hook = Probe()
            hook.action = container.postStartAction
            return hook
        }, .unseen("preStop", .anything), .unseen("stopSignal"),
    ])

    /// No patch can reach these: the names of most variables are not known.
    private static let environmentFields: [ObjectFields<Container>.Field] = [
        .unseen("env", .keyedList(key: "name", variable)) { container in
            .list(container.plainVariables.map(\.encoded) + container.configReferences.compactMap(\.encodedVariable)) {
                $0
            }
        },
        .unseen("envFrom", .list(.anything)) { container in
            .list(container.configReferences.filter { $0.key == nil }) {
                .object(["\($0.fieldPrefix)Ref": ConfigReference.fields.encoded($0)])
            }
        },
    ]

    private static let unseenFields: [ObjectFields<Container>.Field] =
        [
            .unseen("resizePolicy", .list(.anything)), .unseen("restartPolicyRules", .list(.anything)),
            .unseen("volumeDevices", .keyedList(key: "devicePath", device)),
        ]
        + [
            "stdin", "stdinOnce", "targetContainerName", "terminationMessagePath", "terminationMessagePolicy", "tty",
            "workingDir",
        ].unseen()

    private static let variable = ObjectFields<Never>([
        .unseen("name"), .unseen("value"), .unseen("valueFrom", .anything),
    ]).schema

    private static let device = ObjectFields<Never>(["name", "devicePath"].unseen()).schema
}

extension ConfigReference {
    fileprivate var fieldPrefix: String { kind == "Secret" ? "secret" : "configMap" }

    /// The variable that reads this key; nil for a reference to a whole object.
    fileprivate var encodedVariable: JSONValue? {
        guard key != nil else { return nil }
        return .object([
            "name": .string("-"), "valueFrom": .object(["\(fieldPrefix)KeyRef": ConfigReference.fields.encoded(self)]),
        ])
    }

    fileprivate static let fields = ObjectFields<ConfigReference>([
        .text("name", \.name), .scalar("key") { $0.key.map { .string($0) } }, .flag("optional", \.isOptional),
    ])
}

extension EnvironmentVariable {
    fileprivate var encoded: JSONValue { .object(["name": .string(name), "value": .string(value)]) }
}

extension ContainerPort {
    fileprivate static let fields = ObjectFields<ContainerPort>([
        .integer("containerPort", \.containerPort), .integer("hostPort") { $0.hostPort == 0 ? nil : $0.hostPort },
        .text("hostIP", \.hostIP), .scalar("protocol") { .string($0.networkProtocol) },
        .text("name", \.name).decidingNoPlace,
    ])
}

extension VolumeMount {
    fileprivate static let fields = ObjectFields<VolumeMount>(
        [
            .text("name", \.name), .text("mountPath", \.mountPath), .text("subPath", \.subPath),
            .text("mountPropagation", \.mountPropagation), .flag("readOnly", \.isReadOnly).decidingNoPlace,
        ] + ["subPathExpr", "recursiveReadOnly"].unseen())
}
