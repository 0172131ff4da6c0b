import KubernetesModel
import Wording

/// Looks for the ServiceAccount (`plugin/pkg/admission/serviceaccount`).
enum ServiceAccountAdmission {
    private static let usual = "default"

    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        let spec = request.template["spec"]
        // The field's old name still counts where the new one is not given.
        let given = [spec?["serviceAccountName"]?.string, spec?["serviceAccount"]?.string].compactMap(\.self)
        let name = given.first { !$0.isEmpty } ?? usual
        let namespace = request.daemonSet.namespace
        let accounts = request.snapshot.serviceAccounts.filter { $0.namespace == namespace }
        if accounts.contains(where: { $0.name == name }) { return [] }
        let mayLack = request.mayLack(.serviceAccount)
        // A controller creates the default one in each namespace.
        if name == usual, mayLack || request.namespace?.uid.isEmpty ?? true { return [] }
        let field = AdmissionRequest.field("serviceAccountName")
        if mayLack {
            return [
                AdmissionFinding(
                    .admissionNotChecked, .notChecked, at: field,
                    "the snapshot has no ServiceAccounts, so \(namespace)/\(name) was not checked")
            ]
        }
        let nearest = NearestName.of(name, among: accounts.map(\.name).sorted())
        return [
            AdmissionFinding(
                .serviceAccountMissing, .refusesPods, at: field, "ServiceAccount \(namespace)/\(name) does not exist",
                hint: nearest.map { "did you mean \"\($0)\"?" } ?? "create it, or add it to the manifest")
        ]
    }
}
