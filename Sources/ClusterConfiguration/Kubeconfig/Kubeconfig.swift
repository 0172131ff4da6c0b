/// The content of one or several kubeconfig files. Entries are known by name, and each knows its file.
struct Kubeconfig: Sendable {
    var currentContext = ""
    var contexts: [String: KubeconfigContext] = [:]
    var clusters: [String: KubeconfigCluster] = [:]
    var users: [String: KubeconfigUser] = [:]
    /// The files that were read.
    var files: [String] = []

    /// Adds what a further file says, by client-go's rules (`ClientConfigLoadingRules.Load`): an entry belongs whole to
    /// the first file that has its name, and the first current-context that is not empty counts.
    mutating func merge(_ further: Kubeconfig) {
        if currentContext.isEmpty { currentContext = further.currentContext }
        contexts.merge(further.contexts) { first, _ in first }
        clusters.merge(further.clusters) { first, _ in first }
        users.merge(further.users) { first, _ in first }
        files += further.files
    }
}

/// A cluster, a user and a namespace that go together.
struct KubeconfigContext: Equatable, Sendable {
    var file = ""
    var cluster = ""
    var user = ""
    var namespace = ""
}
