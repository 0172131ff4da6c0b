import KubernetesModel

extension ObjectKind {
    /// What troubleshoot.sh's bundles call some kinds.
    private static let bundleNames: [String: ObjectKind] = [
        "pvs": .persistentVolume, "pvcs": .persistentVolumeClaim, "resourcequota": .resourceQuota,
    ]

    /// The kind that a file or its folder is named for, as bundles do: `pods/logging.json`, `nodes.json`.
    init?(fileName: String) {
        let parts = fileName.lowercased().split(separator: "/").map { part in
            part.prefix { $0 != "." }.filter { $0 != "-" && $0 != "_" }
        }
        for part in parts.suffix(2).reversed() {
            if let kind = Self.bundleNames[part] ?? Self.allCases.first(where: { $0.plural == part }) {
                self = kind
                return
            }
        }
        return nil
    }
}
