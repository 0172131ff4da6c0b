import KubernetesModel

/// Judges manifests as the API server does on `kubectl apply --validate=strict`.
public enum ManifestValidation {
    /// What is known of the object that a manifest would change.
    public enum Existing: Sendable {
        /// Nothing is known; what depends on it is not checked.
        case unknown
        /// There is no such object: the manifest creates it.
        case none
        /// There is a DaemonSet of that name, and its selector cannot change.
        case daemonSet(selector: LabelSelector)
    }

    /// Everything for which the API server would refuse the object or its pods, or warn of it, by line.
    ///
    /// A DaemonSet is checked as a whole, other kinds by `apiVersion`, `kind` and `metadata` only. It never fails: an
    /// empty answer means that nothing that can be checked without a server is wrong.
    ///
    /// - Parameters:
    ///   - object: One object: a document, or an item of a List.
    ///   - file: The name of the file, for the problems.
    ///   - existing: What the cluster has under that name.
    public static func problems(
        of object: ManifestNode, file: String, existing: Existing = .unknown
    ) -> [ManifestProblem] {
        []
    }
}
