/// Security contexts (`ValidateSecurityContext`, `validatePodSpecSecurityContext`, `validateHostUsers`).
enum SecurityRules {
    private static let identifiers: ClosedRange<Int64> = 0...Int64(Int32.max)

    static func checkContainer(_ context: Field, usesHostUsers: Bool, _ problems: inout ProblemList) {
        guard context.isSet else { return }
        for name in ["runAsUser", "runAsGroup"] { problems.requireRange(identifiers, context[name]) }
        let procMount = context["procMount"]
        if procMount.isSet { problems.requireOne(of: ["Default", "Unmasked"], procMount, isRequired: true) }
        if usesHostUsers, procMount.text == "Unmasked" {
            problems.invalid(procMount, "Unmasked needs hostUsers: false")
        }
        checkSeccomp(context["seccompProfile"], &problems)
        checkAppArmor(context["appArmorProfile"], &problems)
        WindowsRules.checkOptions(context["windowsOptions"], &problems)
        let escalation = context["allowPrivilegeEscalation"]
        guard escalation.truth == false else { return }
        if context["privileged"].isTrue { problems.invalid(escalation, "cannot be false when privileged is true") }
        if context["capabilities", "add"].items.contains(where: { $0.text == "CAP_SYS_ADMIN" }) {
            problems.invalid(escalation, "cannot be false when CAP_SYS_ADMIN is added")
        }
    }

    static func checkPod(_ spec: Field, _ problems: inout ProblemList) {
        let context = spec["securityContext"]
        for name in ["runAsUser", "runAsGroup", "fsGroup"] { problems.requireRange(identifiers, context[name]) }
        for group in context["supplementalGroups"].items { problems.requireRange(identifiers, group) }
        if spec["shareProcessNamespace"].isTrue, spec["hostPID"].isTrue {
            problems.invalid(spec["shareProcessNamespace"], "cannot be true when hostPID is true")
        }
        checkSysctls(context["sysctls"], spec, &problems)
        let choices = [
            "fsGroupChangePolicy": ["OnRootMismatch", "Always"], "supplementalGroupsPolicy": ["Merge", "Strict"],
            // MountOption needs the feature gate SELinuxMount, which is off by default.
            "seLinuxChangePolicy": ["Recursive"],
        ]
        for (name, values) in choices.sorted(by: { $0.key < $1.key }) where context[name].isSet {
            problems.requireOne(of: values, context[name], isRequired: true)
        }
        checkSeccomp(context["seccompProfile"], &problems)
        checkAppArmor(context["appArmorProfile"], &problems)
        WindowsRules.checkOptions(context["windowsOptions"], &problems)
        if spec["hostUsers"].truth == false { checkOwnUsers(spec, &problems) }
    }

    /// A pod with a user namespace of its own cannot share other namespaces with the node.
    private static func checkOwnUsers(_ spec: Field, _ problems: inout ProblemList) {
        for name in ["hostNetwork", "hostPID", "hostIPC"] where spec[name].isTrue {
            problems.forbid(spec[name], "cannot be true when hostUsers is false")
        }
        for container in spec.allContainers where !container["volumeDevices"].hasNoElements {
            problems.forbid(container["volumeDevices"], "must be absent when hostUsers is false")
        }
    }

    /// `validateSysctls`, `ValidateHostSysctl`.
    private static func checkSysctls(_ sysctls: Field, _ spec: Field, _ problems: inout ProblemList) {
        var names: Set<String> = []
        for sysctl in sysctls.items {
            let name = sysctl["name"]
            problems.requireSyntax(NameSyntax.sysctl, name, isRequired: true)
            if !name.text.isEmpty, !names.insert(name.text).inserted { problems.duplicate(name, name.text) }
            switch namespace(ofSysctl: name.text) {
            case "hostNetwork" where spec["hostNetwork"].isTrue, "hostIPC" where spec["hostIPC"].isTrue:
                problems.invalid(
                    name, "\(ProblemList.quoted(name.text)) cannot be set: the pod shares the node's namespace")
            default: break
            }
        }
    }

    /// The field that shares the kernel namespace of a sysctl with the node (`component-helpers/node/util/sysctl`).
    private static func namespace(ofSysctl name: String) -> String? {
        // The first separator tells whether dots or slashes separate.
        let first = name.first { $0 == "." || $0 == "/" }
        let dotted = first == "/" ? String(name.map { $0 == "/" ? "." : $0 == "." ? "/" : $0 }) : name
        let ipc = [
            "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced", "kernel.shm",
            "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.msg",
        ]
        if dotted.hasPrefix("net.") { return "hostNetwork" }
        return ipc.contains(dotted) || dotted.hasPrefix("fs.mqueue.") ? "hostIPC" : nil
    }

    /// `validateSeccompProfileField`.
    private static func checkSeccomp(_ profile: Field, _ problems: inout ProblemList) {
        guard profile.isSet else { return }
        problems.requireOne(of: ["Localhost", "RuntimeDefault", "Unconfined"], profile["type"], isRequired: true)
        let file = profile["localhostProfile"]
        if profile["type"].text == "Localhost" {
            if file.isSet {
                problems.requireSyntax(PathSyntax.relative, file)
            } else {
                problems.require(file, "required when the type is Localhost")
            }
        } else if file.isSet {
            problems.invalid(file, "must be absent unless the type is Localhost")
        }
    }

    /// `ValidateAppArmorProfileField`.
    private static func checkAppArmor(_ profile: Field, _ problems: inout ProblemList) {
        guard profile.isSet else { return }
        problems.requireOne(of: ["Localhost", "RuntimeDefault", "Unconfined"], profile["type"], isRequired: true)
        let name = profile["localhostProfile"]
        switch profile["type"].text {
        case "Localhost":
            if name.text.trimmingSpaces != name.text {
                problems.invalid(name, "\(ProblemList.quoted(name.text)) must not have spaces around it")
            } else if name.text.isEmpty {
                problems.require(name, "required when the type is Localhost")
            }
            if name.text.utf8.count > 4095 { problems.refuse(.tooLong, name, "is longer than 4095 bytes") }
        case "RuntimeDefault", "Unconfined":
            if name.isSet { problems.invalid(name, "must be absent unless the type is Localhost") }
        default: break
        }
    }
}
