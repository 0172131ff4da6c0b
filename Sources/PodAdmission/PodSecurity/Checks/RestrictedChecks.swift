import CheckedJSON

extension SecurityCheck {
    /// The checks of level restricted, in upstream's order.
    static let restricted: [SecurityCheck] = [
        SecurityCheck(
            "allowPrivilegeEscalation", .restricted,
            [Since(8, privilegeEscalation), Since(25, { $0.isWindows ? nil : privilegeEscalation($0) })]),
        SecurityCheck(
            "capabilities_restricted", .restricted,
            [
                Since(22, overriding: ["capabilities_baseline"], capabilities),
                Since(25, overriding: ["capabilities_baseline"], { $0.isWindows ? nil : capabilities($0) }),
            ]),
        SecurityCheck("procMount_restricted", .restricted, [Since(35, overriding: ["procMount"], procMount)]),
        SecurityCheck("restrictedVolumes", .restricted, [Since(0, overriding: ["hostPathVolumes"], volumeTypes)]),
        SecurityCheck(
            "runAsNonRoot", .restricted,
            [Since(0, runAsNonRoot), Since(35, { $0.hasUserNamespace ? nil : runAsNonRoot($0) })]),
        SecurityCheck(
            "runAsUser", .restricted,
            [Since(23, runAsUser), Since(35, { $0.hasUserNamespace ? nil : runAsUser($0) })]),
        SecurityCheck(
            "seccompProfile_restricted", .restricted,
            [
                Since(19, overriding: ["seccompProfile_baseline"], requiredSeccompProfile),
                Since(25, overriding: ["seccompProfile_baseline"], { $0.isWindows ? nil : requiredSeccompProfile($0) }),
            ]),
    ]

    @Sendable private static func privilegeEscalation(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for container in pod.containers where container.security?["allowPrivilegeEscalation"] != .bool(false) {
            offenders.note(container.subject, "allowPrivilegeEscalation")
        }
        return offenders.violation { _ in "must set allowPrivilegeEscalation: false" }
    }

    @Sendable private static func capabilities(_ pod: ReviewedPod) -> SecurityViolation? {
        var keeping = Offenders()
        var adding = Offenders()
        for container in pod.containers {
            let own = container.security?["capabilities"]
            if !(own?.texts("drop") ?? []).contains("ALL") { keeping.note(container.subject, "capabilities.drop") }
            let added = (own?.texts("add") ?? []).filter { $0 != "NET_BIND_SERVICE" }
            if !added.isEmpty { adding.note(container.subject, "capabilities.add", values: added) }
        }
        let found = [
            keeping.violation { _ in "must set capabilities.drop: [ALL]" },
            adding.violation { "adds the capabilities \($0)" },
        ].compactMap(\.self)
        guard let first = found.first else { return nil }
        return SecurityViolation(field: first.field, detail: found.map(\.detail).joined(separator: "; "))
    }

    private static let allowedVolumes: Set<String> = [
        "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected",
        "secret",
    ]

    @Sendable private static func volumeTypes(_ pod: ReviewedPod) -> SecurityViolation? {
        let volumes =
            (pod.spec["volumes"]?.elements ?? []).enumerated().compactMap { index, volume in
                let sources = (volume.members ?? [:]).filter { $0.key != "name" && $0.value != .null }.keys.sorted()
                // Without a source a volume is an emptyDir (`SetDefaults_Volume`).
                if sources.isEmpty || sources.contains(where: allowedVolumes.contains) { return nil }
                return (index: index, name: volume["name"]?.string ?? "", source: sources[0])
            } as [(index: Int, name: String, source: String)]
        guard let first = volumes.first else { return nil }
        let names = volumes.map { "\($0.name) (\($0.source))" }.joined(separator: ", ")
        return SecurityViolation(
            field: "spec.template.spec.volumes[\(first.index)].\(first.source)",
            detail: "\(volumes.count == 1 ? "volume" : "volumes") \(names) "
                + "\(volumes.count == 1 ? "is" : "are") of a type that is not allowed")
    }

    @Sendable private static func runAsNonRoot(_ pod: ReviewedPod) -> SecurityViolation? {
        var explicit = Offenders()
        var implicit = Offenders()
        let podsOwn = pod.security?["runAsNonRoot"] ?? .null
        if podsOwn == .bool(false) { explicit.note(pod.subject, "runAsNonRoot") }
        for container in pod.containers {
            switch container.security?["runAsNonRoot"] ?? .null {
            case .null: if podsOwn != .bool(true) { implicit.note(container.subject, "runAsNonRoot") }
            case .bool(false): explicit.note(container.subject, "runAsNonRoot")
            default: break
            }
        }
        return explicit.violation { _ in "sets runAsNonRoot: false" }
            ?? implicit.violation { _ in "or the pod must set runAsNonRoot: true" }
    }

    @Sendable private static func runAsUser(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for subject in pod.subjects where subject.security?.number("runAsUser") == "0" {
            offenders.note(subject, "runAsUser")
        }
        return offenders.violation { _ in "sets runAsUser: 0" }
    }

    @Sendable private static func requiredSeccompProfile(_ pod: ReviewedPod) -> SecurityViolation? {
        if let explicit = seccompProfile(pod) { return explicit }
        if pod.subject.seccompType != nil { return nil }
        var offenders = Offenders()
        for container in pod.containers where container.subject.seccompType == nil {
            offenders.note(container.subject, "seccompProfile.type")
        }
        return offenders.violation { _ in "or the pod must set seccompProfile.type: RuntimeDefault or Localhost" }
    }
}
