import KubernetesModel

/// What is listed and watched at once: a kind, in all namespaces or in one.
struct WatchedPlace: Hashable, Sendable {
    var kind: ObjectKind
    /// Nil for all namespaces.
    var namespace: String?
}
