/// Names of resources (`pkg/apis/core/helper`, `validateContainerResourceName`, `validatePodResourceName`).
enum ResourceNameRules {
    static let hugePages = "hugepages-"

    private static let counted: Set<String> = [
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps",
        "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
    ]

    /// The problem of a container resource's name.
    static func ofContainer(_ name: String) -> String? {
        if let complaint = NameSyntax.labelKey(name) { return complaint }
        guard name.contains("/") else {
            return ["cpu", "memory", "ephemeral-storage"].contains(name) || name.hasPrefix(hugePages)
                ? nil : "is not a container resource: cpu, memory, ephemeral-storage, hugepages-SIZE or DOMAIN/NAME"
        }
        return isNative(name) || isExtended(name) ? nil : "is not a valid extended resource name"
    }

    /// The problem of a pod-level resource's name.
    static func ofPod(_ name: String) -> String? {
        NameSyntax.labelKey(name)
            ?? (["cpu", "memory"].contains(name) || name.hasPrefix(hugePages)
                ? nil : "cannot be set for a whole pod: only cpu, memory and hugepages-SIZE")
    }

    /// The names to compare a wrong one with.
    static let common = ["cpu", "memory", "ephemeral-storage", "hugepages-2Mi", "hugepages-1Gi", "nvidia.com/gpu"]

    /// `IsNativeResource`.
    private static func isNative(_ name: String) -> Bool { !name.contains("/") || name.contains("kubernetes.io/") }

    /// `IsExtendedResourceName`.
    static func isExtended(_ name: String) -> Bool {
        !isNative(name) && !name.hasPrefix("requests.") && NameSyntax.labelKey("requests.\(name)") == nil
    }

    /// Whether only whole numbers count (`IsIntegerResourceName`).
    static func isWhole(_ name: String) -> Bool { counted.contains(name) || isExtended(name) }

    /// Whether a limit may be more than the request (`IsOvercommitAllowed`).
    static func allowsOvercommit(_ name: String) -> Bool { isNative(name) && !name.hasPrefix(hugePages) }
}
