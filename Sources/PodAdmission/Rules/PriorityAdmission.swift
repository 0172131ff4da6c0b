import KubernetesModel
import Wording

/// Resolves the PriorityClass (`plugin/pkg/admission/priority`, `admitPod`).
enum PriorityAdmission {
    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        let name = request.spec.priorityClassName
        let field = AdmissionRequest.field("priorityClassName")
        let known = name.isEmpty ? request.index.defaultPriorityClass : request.index.priorityClass(named: name)
        if !name.isEmpty, known == nil, PriorityClass.builtIn[name] == nil {
            if request.mayLack(.priorityClass) {
                return [
                    AdmissionFinding(
                        .admissionNotChecked, .notChecked, at: field,
                        "the snapshot has no PriorityClasses, so \(name) was not checked")
                ]
            }
            let names = request.snapshot.priorityClasses.map(\.name) + PriorityClass.builtIn.keys
            let nearest = NearestName.of(name, among: Set(names).sorted())
            return [
                AdmissionFinding(
                    .priorityClassMissing, .refusesPods, at: field, "PriorityClass \(name) does not exist",
                    hint: nearest.map { "did you mean \"\($0)\"?" } ?? "create it, or name another one")
            ]
        }
        var findings: [AdmissionFinding] = []
        if let priority = request.spec.priority, priority != request.pod.priority {
            findings.append(
                AdmissionFinding(
                    .priorityConflict, .refusesPods, at: AdmissionRequest.field("priority"),
                    "priority is \(priority), but \(source(name)) sets it to \(request.pod.priority)",
                    hint: "remove priority"))
        }
        let policy = known?.neverPreempts == true ? "Never" : "PreemptLowerPriority"
        if let own = request.template["spec"]?["preemptionPolicy"]?.string, own != policy {
            findings.append(
                AdmissionFinding(
                    .priorityConflict, .refusesPods, at: AdmissionRequest.field("preemptionPolicy"),
                    "preemptionPolicy is \(own), but \(source(name)) sets it to \(policy)",
                    hint: "remove preemptionPolicy"))
        }
        return findings
    }

    private static func source(_ name: String) -> String {
        name.isEmpty ? "the default" : "PriorityClass \(name)"
    }
}
