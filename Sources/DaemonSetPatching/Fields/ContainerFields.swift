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
            .texts("command", \.command).decidingNoPlace,
            .object("livenessProbe", Probe.fields, \.livenessProbe).decidingNoPlace,
            .object("readinessProbe", Probe.fields, \.readinessProbe).decidingNoPlace,
            .object("startupProbe", Probe.fields, \.startupProbe).decidingNoPlace,
            .list("volumeMounts", VolumeMount.fields, mergedBy: "mountPath", \.volumeMounts).decidingNoPlace,
        ] + environmentFields + unseenFields)

    /// No patch can reach these: the names of the variables are not known.
    private static let environmentFields: [ObjectFields<Container>.Field] = [
        .unseen("env", .keyedList(key: "name", variable)) { container in
            .list(container.configReferences.filter { $0.key != nil }) {
                .object([
                    "name": .string("-"),
                    "valueFrom": .object(["\($0.fieldPrefix)KeyRef": ConfigReference.fields.encoded($0)]),
                ])
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
            .unseen("args", .list(.scalar)), .unseen("lifecycle", .anything),
            .unseen("resizePolicy", .list(.anything)), .unseen("restartPolicyRules", .list(.anything)),
            .unseen("securityContext", .anything), .unseen("volumeDevices", .keyedList(key: "devicePath", device)),
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

    fileprivate static let fields = ObjectFields<ConfigReference>([
        .text("name", \.name), .scalar("key") { $0.key.map { .string($0) } }, .flag("optional", \.isOptional),
    ])
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
        [.text("name", \.name), .text("mountPath", \.mountPath)]
            + ["subPath", "subPathExpr", "readOnly", "recursiveReadOnly", "mountPropagation"].unseen())
}
