/// The facts of a pod that the checks of its containers need.
struct ContainerContext {
    /// The volumes that are valid, by name, with the kind of their source.
    var volumes: [String: String]
    /// The names of the pod's resource claims.
    var claims: [String]
    /// How long the pod may take to end.
    var gracePeriod: Int64
    /// Whether the pod's containers share the user namespace of the node.
    var usesHostUsers: Bool
}
