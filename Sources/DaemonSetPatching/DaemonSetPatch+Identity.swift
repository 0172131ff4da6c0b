import CheckedJSON
import KubernetesModel

extension DaemonSetPatch {
    /// The patch without what only says whom it is for.
    static func withoutIdentity(
        _ patch: [String: JSONValue], of daemonSet: DaemonSet
    ) throws(PatchFailure) -> [String: JSONValue] {
        try requireIdentity(patch, of: daemonSet)
        var patch = patch
        patch["apiVersion"] = nil
        patch["kind"] = nil
        if case .object(var metadata)? = patch["metadata"] {
            metadata["name"] = nil
            metadata["namespace"] = nil
            patch["metadata"] = metadata.isEmpty ? nil : .object(metadata)
        }
        return patch
    }

    /// The manifest of the DaemonSet.
    static func manifest(
        for daemonSet: DaemonSet, among manifests: [[String: JSONValue]]
    ) throws(PatchFailure) -> [String: JSONValue] {
        if manifests.count == 1 {
            try requireIdentity(manifests[0], of: daemonSet)
            return manifests[0]
        }
        for manifest in manifests {
            do throws(PatchFailure) {
                try requireIdentity(manifest, of: daemonSet)
                return manifest
            } catch { continue }
        }
        throw PatchFailure(
            place: "", reason: "none of its \(manifests.count) DaemonSets is \(daemonSet.metadata.qualifiedName)",
            hint: "use the manifest of that DaemonSet")
    }

    private static func requireIdentity(_ patch: [String: JSONValue], of daemonSet: DaemonSet) throws(PatchFailure) {
        let metadata = patch["metadata"]
        let expected = [
            ("kind", patch["kind"]?.string, DaemonSet.kind),
            ("metadata.name", metadata?["name"]?.string, daemonSet.name),
            ("metadata.namespace", metadata?["namespace"]?.string, daemonSet.namespace),
        ]
        for (place, found, own) in expected {
            guard let found, found != own, !found.isEmpty else { continue }
            throw PatchFailure(
                place: place, reason: "it is \(found), but \(daemonSet.metadata.qualifiedName) has \(own)",
                hint: "use a patch for this DaemonSet")
        }
    }
}
