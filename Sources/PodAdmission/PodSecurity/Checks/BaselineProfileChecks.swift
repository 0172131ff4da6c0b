import CheckedJSON
import KubernetesModel

/// The checks of level baseline that compare with lists of allowed values.
extension SecurityCheck {
    private static let allowedCapabilities: Set<String> = [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
        "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ]

    static let seLinuxTypes: Set<String> = ["", "container_t", "container_init_t", "container_kvm_t"]

    /// The sysctls that are safe, by the minor version since which they count as such.
    private static let safeSysctls: [(minor: WholeNumber, names: Set<String>)] = [
        (
            0,
            [
                "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies",
                "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
            ]
        ),
        (27, ["net.ipv4.ip_local_reserved_ports"]),
        (
            29,
            [
                "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
                "net.ipv4.tcp_keepalive_probes",
            ]
        ),
        (32, ["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"]),
    ]

    static let sysctlVersions: [Since] =
        safeSysctls.map { version in
            let safe = safeSysctls.filter { $0.minor <= version.minor }.reduce(into: Set()) { $0.formUnion($1.names) }
            return Since(version.minor) { sysctls($0, safe: safe) }
        }

    private static func sysctls(_ pod: ReviewedPod, safe: Set<String>) -> SecurityViolation? {
        let all = (pod.security?["sysctls"]?.elements ?? []).enumerated().map {
            ($0.offset, $0.element["name"]?.string ?? "")
        }
        let unsafe = all.filter { !safe.contains($0.1) }
        guard let first = unsafe.first else { return nil }
        return SecurityViolation(
            field: "spec.template.spec.securityContext.sysctls[\(first.0)].name",
            detail: "the pod sets unsafe sysctls: \(unsafe.map(\.1).joined(separator: ", "))")
    }

    @Sendable static func addedCapabilities(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for container in pod.containers {
            let added = container.security?["capabilities"]?.texts("add") ?? []
            let forbidden = added.filter { !allowedCapabilities.contains($0) }
            if !forbidden.isEmpty { offenders.note(container.subject, "capabilities.add", values: forbidden) }
        }
        return offenders.violation { "adds capabilities beyond the default: \($0)" }
    }

    @Sendable static func appArmorProfile(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for subject in pod.subjects {
            guard let profile = subject.security?["appArmorProfile"], profile != .null else { continue }
            let type = profile["type"]?.string ?? ""
            if ["RuntimeDefault", "Localhost"].contains(type) { continue }
            offenders.note(subject, "appArmorProfile.type", values: [type])
        }
        for (key, value) in pod.annotations.sorted(by: { $0.key < $1.key })
        where key.hasPrefix("container.apparmor.security.beta.kubernetes.io/") {
            if value.isEmpty || value == "runtime/default" || value.hasPrefix("localhost/") { continue }
            offenders.note(nil, at: "spec.template.metadata.annotations[\(key)]", values: [value])
        }
        return offenders.violation { "sets the AppArmor profile \($0)" }
    }

    static func seLinuxOptions(_ pod: ReviewedPod, types: Set<String>) -> SecurityViolation? {
        var offenders = Offenders()
        for subject in pod.subjects {
            guard let options = subject.security?["seLinuxOptions"], options != .null else { continue }
            let type = options["type"]?.string ?? ""
            var bad: [(member: String, value: String)] = []
            if !types.contains(type) { bad.append(("type", type)) }
            for member in ["user", "role"] {
                if let value = options[member]?.string, !value.isEmpty { bad.append((member, value)) }
            }
            guard let first = bad.first else { continue }
            offenders.note(
                subject, "seLinuxOptions.\(first.member)", values: bad.map { "\($0.member) \($0.value)" })
        }
        return offenders.violation { "sets seLinuxOptions that are not allowed: \($0)" }
    }

    /// Before 1.19 annotations told the profile.
    @Sendable static func seccompAnnotations(_ pod: ReviewedPod) -> SecurityViolation? {
        let keys =
            ["seccomp.security.alpha.kubernetes.io/pod"]
            + pod.containers.map { "container.seccomp.security.alpha.kubernetes.io/\($0.name)" }
        let bad = keys.filter { key in
            guard let value = pod.annotations[key] else { return false }
            return value != "runtime/default" && value != "docker/default" && !value.hasPrefix("localhost/")
        }
        guard let first = bad.first else { return nil }
        return SecurityViolation(
            field: "spec.template.metadata.annotations[\(first)]",
            detail: "annotations set a seccomp profile that is not allowed: "
                + bad.map { "\($0)=\(pod.annotations[$0] ?? "")" }.joined(separator: ", "))
    }

    @Sendable static func seccompProfile(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for subject in pod.subjects {
            guard let type = subject.seccompType, !isAllowedSeccomp(type) else { continue }
            offenders.note(subject, "seccompProfile.type", values: [type])
        }
        return offenders.violation { "sets the seccomp profile \($0)" }
    }

    static func isAllowedSeccomp(_ type: String) -> Bool { type == "RuntimeDefault" || type == "Localhost" }
}

extension SecuritySubject {
    /// The type of its seccomp profile, empty where the profile has none; nil without a profile.
    var seccompType: String? {
        guard let profile = security?["seccompProfile"], profile != .null else { return nil }
        return profile["type"]?.string ?? ""
    }
}
