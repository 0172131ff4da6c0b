/// Annotations of pods that mean something to the server (`ValidatePodSpecificAnnotations`).
enum PodAnnotationRules {
    private static let seccompOfPod = "seccomp.security.alpha.kubernetes.io/pod"
    private static let seccompOfContainer = "container.seccomp.security.alpha.kubernetes.io/"
    private static let appArmorOfContainer = "container.apparmor.security.beta.kubernetes.io/"

    static func check(_ annotations: Field, _ spec: Field, _ problems: inout ProblemList) {
        if annotations.hasNoElements { return }
        let containers = spec.allContainers
        let names = Set(containers.map { $0["name"].text })
        for (key, value) in annotations.entries {
            switch key {
            case "kubernetes.io/config.mirror":
                if spec["nodeName"].text.isEmpty {
                    problems.invalid(value, "spec.nodeName must be set with this annotation")
                }
                if !spec["resourceClaims"].hasNoElements {
                    problems.refusesPodOnly = true
                    problems.forbid(spec["resourceClaims"], "static pods have no resource claims")
                    problems.refusesPodOnly = false
                }
            case "controller.kubernetes.io/pod-deletion-cost": checkDeletionCost(value, &problems)
            case "scheduler.alpha.kubernetes.io/tolerations":
                PlacementRules.checkTolerations(in: value, &problems)
            case seccompOfPod: checkSeccomp(value, &problems)
            case _ where key.hasPrefix(seccompOfContainer): checkSeccomp(value, &problems)
            case _ where key.hasPrefix(appArmorOfContainer):
                let name = String(key.dropFirst(appArmorOfContainer.count))
                if !names.contains(name) {
                    problems.invalid(value, "no container is named \(ProblemList.quoted(name))")
                }
                if !["", "runtime/default", "unconfined"].contains(value.text), !value.text.hasPrefix("localhost/") {
                    problems.invalid(value, "\(ProblemList.quoted(value.text)) is not an AppArmor profile")
                }
            default: break
            }
        }
        checkAgreement(annotations.texts, spec, containers, &problems)
    }

    /// A whole number of 32 bits without a plus sign or leading zeros (`GetDeletionCostFromPodAnnotations`).
    private static func checkDeletionCost(_ value: Field, _ problems: inout ProblemList) {
        let text = value.text
        let isPlain = !text.hasPrefix("+") && (text == "0" || !text.hasPrefix("0"))
        if Int32(text) == nil || !isPlain {
            problems.invalid(value, "\(ProblemList.quoted(text)) must be a whole number of 32 bits")
        }
    }

    /// `ValidateSeccompProfile`.
    private static func checkSeccomp(_ value: Field, _ problems: inout ProblemList) {
        let text = value.text
        if ["runtime/default", "docker/default", "unconfined"].contains(text) { return }
        guard text.hasPrefix("localhost/") else {
            return problems.invalid(value, "\(ProblemList.quoted(text)) is not a seccomp profile")
        }
        if let complaint = PathSyntax.relative(String(text.dropFirst("localhost/".count))) {
            problems.invalid(value, complaint)
        }
    }

    /// Fields and annotations that say the same must agree (`validateSeccompAnnotationsAndFields`,
    /// `validateAppArmorAnnotationsAndFieldsMatchOnCreate`).
    private static func checkAgreement(
        _ annotations: [String: String], _ spec: Field, _ containers: [Field], _ problems: inout ProblemList
    ) {
        let pod = spec["securityContext"]
        compare(pod["seccompProfile"], annotations[seccompOfPod], ["runtime/default", "docker/default"], &problems)
        for container in containers {
            let name = container["name"].text
            let own = container["securityContext"]
            compare(
                own["seccompProfile"], annotations[seccompOfContainer + name], ["runtime/default", "docker/default"],
                &problems)
            if spec["os", "name"].text == "windows" { continue }
            let profile = own["appArmorProfile"].isSet ? own["appArmorProfile"] : pod["appArmorProfile"]
            compare(profile, annotations[appArmorOfContainer + name], ["runtime/default"], &problems)
        }
    }

    private static func compare(
        _ profile: Field, _ annotation: String?, _ defaults: [String], _ problems: inout ProblemList
    ) {
        guard profile.isSet, let annotation else { return }
        let isSame: Bool
        switch profile["type"].text {
        case "Unconfined": isSame = annotation == "unconfined"
        case "RuntimeDefault": isSame = defaults.contains(annotation)
        case "Localhost": isSame = annotation == "localhost/\(profile["localhostProfile"].text)"
        default: return
        }
        if !isSame { problems.forbid(profile, "must agree with the annotation \(ProblemList.quoted(annotation))") }
    }
}
