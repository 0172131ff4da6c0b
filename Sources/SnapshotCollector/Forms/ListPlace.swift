import KubernetesModel

/// Which kind a file was saved for, and of which namespace: `events/apps.json`, `namespaces/apps/core/events.yaml`,
/// `apps/events.json`.
struct ListPlace: Hashable {
    var kind: ObjectKind
    /// Empty where the file is of all namespaces, or does not tell.
    var namespace: String

    /// Nil where the path names no kind.
    init?(_ path: String) {
        guard let kind = ObjectKind(fileName: path) else { return nil }
        self.kind = kind
        let parts = path.split(separator: "/")
        let stem = parts.last.map { $0.prefix { $0 != "." } } ?? ""
        if let root = parts.lastIndex(of: "namespaces"), root + 2 < parts.count {
            namespace = String(parts[root + 1])
        } else if ObjectKind(fileName: String(stem)) == nil {
            namespace = String(stem)
        } else {
            namespace = String(parts.dropLast().last ?? "")
        }
    }
}
