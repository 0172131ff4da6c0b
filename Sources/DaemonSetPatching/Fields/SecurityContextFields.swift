import CheckedJSON
import KubernetesModel

extension SecurityContext {
    /// The fields of a container's `securityContext`.
    static let ofContainer = ObjectFields<SecurityContext>(
        common + [
            .flag("privileged", \.isPrivileged), .flag("readOnlyRootFilesystem", \.isRootFileSystemReadOnly),
            .scalar("allowPrivilegeEscalation") { context in
                context.allowsPrivilegeEscalation.map { JSONValue.bool($0) }
            },
            .part("capabilities", capabilities),
        ] + ["procMount"].unseen())

    /// The fields of a pod's `securityContext`.
    static let ofPod = ObjectFields<SecurityContext>(
        common + [.unseen("supplementalGroups", .list(.scalar)), .unseen("sysctls", .list(.anything))]
            + ["fsGroup", "fsGroupChangePolicy", "seLinuxChangePolicy", "supplementalGroupsPolicy"].unseen())

    private static let common: [ObjectFields<SecurityContext>.Field] =
        [
            .integer("runAsUser", \.runAsUser), .flag("runAsNonRoot", \.mustRunAsNonRoot), .unseen("runAsGroup"),
            .part("seLinuxOptions", seLinuxOptions),
        ]
        + ["appArmorProfile", "seccompProfile", "windowsOptions"].map { .unseen($0, .anything) }

    private static let seLinuxOptions = ObjectFields<SecurityContext>(
        [.text("type", \.seLinuxType)] + ["level", "role", "user"].unseen())

    private static let capabilities = ObjectFields<SecurityContext>([
        .texts("add", \.addedCapabilities), .unseen("drop", .list(.scalar)),
    ])
}
