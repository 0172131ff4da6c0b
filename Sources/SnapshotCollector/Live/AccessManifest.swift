import CheckedJSON

/// The RBAC objects that grant what collecting makes use of, and nothing else, as YAML for `kubectl apply -f -`.
public struct AccessManifest: Sendable {
    /// Who is to have the rights.
    public enum Subject: Equatable, Sendable {
        case user(String)
        case group(String)
        case serviceAccount(namespace: String, name: String)
    }

    /// The name of all objects; with a namespace, those that belong to none have `-cluster-scoped` behind it.
    public var name = "dsdoctor"
    /// The only namespace that is read; nil for all of them. Nodes belong to none, and are read in any case.
    public var namespace: String?
    /// Whether kubelets may be asked through the API server for what they know of disks and memory.
    public var includesKubeletSummary = false
    /// Whether lists may be watched too.
    public var includesWatch = false
    /// Nobody for none: then there are roles alone.
    public var subjects: [Subject] = []

    /// Read access to all namespaces for nobody yet.
    public init() {}

    /// The YAML documents.
    public var yaml: String {
        let rules = AccessRule.needed(includingKubeletSummary: includesKubeletSummary)
        guard let namespace else {
            return role("ClusterRole", namespace: nil, rules) + binding("ClusterRole", namespace: nil)
        }
        // Under a name of its own, for it must not take the place of the role that reads every namespace.
        var ofCluster = self
        ofCluster.name = name + "-cluster-scoped"
        return ofCluster.role("ClusterRole", namespace: nil, rules.filter { !$0.isNamespaced })
            + ofCluster.binding("ClusterRole", namespace: nil)
            + role("Role", namespace: namespace, rules.filter(\.isNamespaced))
            + binding("Role", namespace: namespace)
    }

    private func head(_ kind: String, namespace: String?) -> String {
        """
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: \(kind)
        metadata:
          name: \(name.yamlQuoted)

        """ + (namespace.map { "  namespace: \($0.yamlQuoted)\n" } ?? "")
    }

    private func role(_ kind: String, namespace: String?, _ rules: [AccessRule]) -> String {
        var text = head(kind, namespace: namespace) + "rules:\n"
        var merged: [(group: String, verb: String, resources: [String])] = []
        for rule in rules {
            if let place = merged.firstIndex(where: { $0.group == rule.apiGroup && $0.verb == rule.verb }) {
                merged[place].resources.append(rule.resource)
            } else {
                merged.append((rule.apiGroup, rule.verb, [rule.resource]))
            }
        }
        for rule in merged {
            text += """
                - apiGroups: [\(rule.group.yamlQuoted)]
                  resources: [\(rule.resources.joined(separator: ", "))]
                  verbs: [\(rule.verb == "list" && includesWatch ? "list, watch" : rule.verb)]

                """
        }
        return text
    }

    private func binding(_ roleKind: String, namespace: String?) -> String {
        if subjects.isEmpty { return "" }
        var text =
            head(roleKind + "Binding", namespace: namespace) + """
                roleRef:
                  apiGroup: rbac.authorization.k8s.io
                  kind: \(roleKind)
                  name: \(name.yamlQuoted)
                subjects:

                """
        for subject in subjects {
            switch subject {
            case .user(let name):
                text += "- {apiGroup: rbac.authorization.k8s.io, kind: User, name: \(name.yamlQuoted)}\n"
            case .group(let name):
                text += "- {apiGroup: rbac.authorization.k8s.io, kind: Group, name: \(name.yamlQuoted)}\n"
            case .serviceAccount(let namespace, let name):
                text += "- {kind: ServiceAccount, namespace: \(namespace.yamlQuoted), name: \(name.yamlQuoted)}\n"
            }
        }
        return text
    }
}

extension String {
    /// The text as a double-quoted scalar, whatever it holds.
    fileprivate var yamlQuoted: String { String(decoding: JSONValue.string(self).bytes, as: UTF8.self) }
}
