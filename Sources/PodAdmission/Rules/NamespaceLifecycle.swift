import KubernetesModel
import Wording

/// The namespace has to be there, and to stay (`apiserver/pkg/admission/plugin/namespace/lifecycle`).
enum NamespaceLifecycle {
    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        let name = request.daemonSet.namespace
        let field = "metadata.namespace"
        if let namespace = request.namespace {
            guard namespace.isTerminating else { return [] }
            return [
                AdmissionFinding(
                    .namespaceTerminating, .refusesDaemonSet, at: field,
                    "namespace \(name) is being deleted and accepts no new objects")
            ]
        }
        if request.mayLack(.namespace) || request.isUpdate {
            return [
                AdmissionFinding(
                    .admissionNotChecked, .notChecked, at: field,
                    "the snapshot lacks namespace \(name), so its existence, Pod Security and node selector were "
                        + "not checked")
            ]
        }
        let nearest = NearestName.of(name, among: request.snapshot.namespaces.map(\.name).sorted())
        return [
            AdmissionFinding(
                .namespaceMissing, .refusesDaemonSet, at: field, "namespace \(name) does not exist",
                hint: nearest.map { "did you mean \"\($0)\"?" } ?? "create it, or add it to the manifest")
        ]
    }
}
