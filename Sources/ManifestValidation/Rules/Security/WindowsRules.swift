/// Fields that go with one operating system (`validateLinux`, `validateWindows`, `validateWindowsHostProcessPod`).
enum WindowsRules {
    private static let podFields = ["hostUsers", "shareProcessNamespace"]
    private static let podContextFields = [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "runAsUser",
        "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy",
    ]
    private static let containerContextFields = [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged",
        "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
    ]

    static func check(_ spec: Field, _ problems: inout ProblemList) {
        let contexts = spec.allContainers.map { $0["securityContext"] }
        let pod = spec["securityContext"]
        switch spec["os", "name"].text {
        case "linux":
            for context in [pod] + contexts where context["windowsOptions"].isSet {
                problems.forbid(context["windowsOptions"], "must be absent in a pod for Linux")
            }
        case "windows":
            var foreign = podFields.map { spec[$0] }.filter(\.isSet)
            foreign += ["hostPID", "hostIPC"].map { spec[$0] }.filter(\.isTrue)
            foreign += podContextFields.map { pod[$0] }.filter(\.isSet)
            if !pod["sysctls"].hasNoElements { foreign.append(pod["sysctls"]) }
            for context in contexts { foreign += containerContextFields.map { context[$0] }.filter(\.isSet) }
            for field in foreign { problems.forbid(field, "must be absent in a pod for Windows") }
        default: break
        }
        checkHostProcess(spec, pod, contexts, &problems)
    }

    /// All containers are processes of the node, or none is.
    private static func checkHostProcess(
        _ spec: Field, _ pod: Field, _ contexts: [Field], _ problems: inout ProblemList
    ) {
        let whole = pod["windowsOptions", "hostProcess"].truth
        var count = 0
        for context in contexts {
            let own = context["windowsOptions", "hostProcess"]
            if let whole, let isOwn = own.truth, whole != isOwn {
                problems.invalid(own, "must be the same as the pod's, which is \(whole)")
            }
            if own.truth ?? whole == true { count += 1 }
        }
        if count == 0 { return }
        if count != contexts.count {
            problems.invalid(spec, "all containers must be hostProcess containers when one is")
        }
        if !spec["hostNetwork"].isTrue {
            problems.invalid(spec["hostNetwork"], "must be true with hostProcess containers")
        }
    }

    /// `validateWindowsSecurityContextOptions`.
    static func checkOptions(_ options: Field, _ problems: inout ProblemList) {
        if options["gmsaCredentialSpecName"].isSet {
            problems.requireSyntax(NameSyntax.subdomain, options["gmsaCredentialSpecName"], isRequired: true)
        }
        let specification = options["gmsaCredentialSpec"]
        if specification.isSet, specification.text.isEmpty { problems.invalid(specification, "must not be empty") }
        if specification.text.utf8.count > 64 << 10 {
            problems.refuse(.tooLong, specification, "is longer than 64 KiB")
        }
        let user = options["runAsUserName"]
        if user.isSet, let complaint = complaint(aboutUser: user.text) {
            problems.invalid(user, "\(ProblemList.quoted(user.text)) \(complaint)")
        }
    }

    private static func complaint(aboutUser text: String) -> String? {
        if text.isEmpty { return "must not be empty" }
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "must not contain control characters" }
        let parts = text.split(separator: "\\", omittingEmptySubsequences: false).map(String.init)
        if parts.count > 2 { return "must not contain more than one backslash" }
        let user = parts.last ?? ""
        if parts.count == 2 {
            if parts[0].utf8.count >= 256 { return "has a domain of 256 characters or more" }
            if !isDomain(parts[0]) { return "needs a valid domain before the backslash" }
        }
        if user.isEmpty { return "has no user" }
        if user.utf8.count > 104 { return "has a user longer than 104 characters" }
        if user.allSatisfy({ $0 == "." || $0 == " " }) { return "has a user name of only dots or spaces" }
        return user.contains(where: { "\"/\\:;|=,+*?<>@[]".contains($0) })
            ? "must not contain \" / \\ : ; | = , + * ? < > @ [ ]" : nil
    }

    /// A NetBIOS name, or a DNS name of letters in any case.
    private static func isDomain(_ text: String) -> Bool {
        let isNetBIOS =
            (1...15).contains(text.unicodeScalars.count) && !text.hasPrefix(".")
            && !text.contains { "\\/:*?\"<>|".contains($0) }
        let isDNS =
            NameSyntax.subdomain(text.lowercased()) == nil
            && text.split(separator: ".").allSatisfy { $0.utf8.count <= 63 }
        return isNetBIOS || isDNS
    }
}
