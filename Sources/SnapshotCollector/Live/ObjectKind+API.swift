import KubernetesModel
import ObjectDecoding

extension ObjectKind {
    /// Whether without them nothing can be told.
    var isEssential: Bool { self == .node || self == .pod || self == .daemonSet }

    /// The path of a list: of all namespaces, or of one.
    func listPath(version: String, namespace: String?) -> String {
        let root = apiGroup.isEmpty ? "/api/\(version)" : "/apis/\(apiGroup)/\(version)"
        return root + (namespace.map { "/namespaces/\($0)" } ?? "") + "/" + resource
    }

    /// What the kind is called in sentences, with its group where another kind's resource has the same name.
    var resourceWithGroup: String { apiGroup.isEmpty ? resource : "\(resource).\(apiGroup)" }
}
