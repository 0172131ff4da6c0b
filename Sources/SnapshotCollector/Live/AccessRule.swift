import KubernetesModel
import ObjectDecoding

/// A right that is needed: what an RBAC rule grants.
struct AccessRule: Hashable, Sendable {
    /// Empty for the core group.
    var apiGroup: String
    /// With a subresource after a slash: `pods/log`.
    var resource: String
    /// `get` or `list`.
    var verb: String
    /// Whether a Role of a namespace can grant it; else it takes a ClusterRole.
    var isNamespaced: Bool

    /// The rights that collecting makes use of, by API group and resource. With `includingKubeletSummary` also that to
    /// ask kubelets through the API server, which allows far more than this program does with it.
    static func needed(includingKubeletSummary: Bool = false) -> [AccessRule] {
        var rules = ObjectKind.allCases.filter { $0.liveUse != .never }.map(\.listRule)
        rules.append(.readingLogs)
        if includingKubeletSummary { rules.append(.readingKubelets) }
        return rules.sorted { ($0.apiGroup, $0.resource) < ($1.apiGroup, $1.resource) }
    }

    static let readingLogs = AccessRule(apiGroup: "", resource: "pods/log", verb: "get", isNamespaced: true)
    static let readingKubelets = AccessRule(apiGroup: "", resource: "nodes/proxy", verb: "get", isNamespaced: false)

    /// The rule in a phrase, as `kubectl auth can-i` writes it: `list daemonsets.apps in all namespaces`.
    func phrase(namespace: String?) -> String {
        let place = !isNamespaced ? "" : namespace.map { " in namespace \($0)" } ?? " in all namespaces"
        return "\(verb) \(resource)\(apiGroup.isEmpty ? "" : ".\(apiGroup)")\(place)"
    }
}

extension ObjectKind {
    /// The right to list the kind.
    var listRule: AccessRule {
        AccessRule(apiGroup: apiGroup, resource: resource, verb: "list", isNamespaced: isNamespaced)
    }
}
