import KubernetesModel
import Wording

/// Resolves the RuntimeClass (`plugin/pkg/admission/runtimeclass`).
enum RuntimeClassAdmission {
    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        let name = request.spec.runtimeClassName
        let runtimeClass = name.isEmpty ? nil : request.index.runtimeClass(named: name)
        if !name.isEmpty, runtimeClass == nil { return [missing(name, request)] }
        return overhead(request, runtimeClass) + nodeSelector(request, runtimeClass)
    }

    private static func missing(_ name: String, _ request: AdmissionRequest) -> AdmissionFinding {
        let field = AdmissionRequest.field("runtimeClassName")
        if request.mayLack(.runtimeClass) {
            return AdmissionFinding(
                .admissionNotChecked, .notChecked, at: field,
                "the snapshot has no RuntimeClasses, so \(name) was not checked")
        }
        let nearest = NearestName.of(name, among: request.snapshot.runtimeClasses.map(\.name).sorted())
        return AdmissionFinding(
            .runtimeClassMissing, .refusesPods, at: field, "RuntimeClass \(name) does not exist",
            hint: nearest.map { "did you mean \"\($0)\"?" } ?? "create it, or remove runtimeClassName")
    }

    private static func overhead(_ request: AdmissionRequest, _ runtimeClass: RuntimeClass?) -> [AdmissionFinding] {
        let own = request.spec.overhead
        guard !own.isEmpty, own != runtimeClass?.overhead else { return [] }
        let source = runtimeClass.map { "differs from that of RuntimeClass \($0.name)" } ?? "needs a RuntimeClass"
        return [
            AdmissionFinding(
                .runtimeClassConflict, .refusesPods, at: AdmissionRequest.field("overhead"),
                "the overhead \(source)", hint: "remove overhead")
        ]
    }

    private static func nodeSelector(_ request: AdmissionRequest, _ runtimeClass: RuntimeClass?) -> [AdmissionFinding] {
        (runtimeClass?.nodeSelector.pairs ?? []).compactMap { pair in
            guard let own = request.spec.nodeSelector[pair.key], own != pair.value else { return nil }
            return AdmissionFinding(
                .runtimeClassConflict, .refusesPods, at: AdmissionRequest.field("nodeSelector[\(pair.key)]"),
                "nodeSelector \(pair.key)=\(own) conflicts with RuntimeClass \(runtimeClass?.name ?? ""), which requires "
                    + "\(pair.key)=\(pair.value)")
        }
    }
}
