import CheckedJSON

extension SecurityCheck {
    /// The checks of level baseline, in upstream's order.
    static let baseline: [SecurityCheck] = [
        SecurityCheck("appArmorProfile", .baseline, appArmorProfile),
        SecurityCheck("capabilities_baseline", .baseline, addedCapabilities),
        SecurityCheck("hostNamespaces", .baseline, hostNamespaces),
        SecurityCheck("hostPathVolumes", .baseline, hostPathVolumes),
        SecurityCheck("hostPorts", .baseline, hostPorts),
        SecurityCheck("hostProbesAndHostLifecycle", .baseline, [Since(34, hostOfProbes)]),
        SecurityCheck("privileged", .baseline, privileged),
        SecurityCheck(
            "procMount", .baseline,
            [Since(0, procMount), Since(35, { $0.hasUserNamespace ? nil : procMount($0) })]),
        SecurityCheck(
            "seLinuxOptions", .baseline,
            [
                Since(0, { seLinuxOptions($0, types: seLinuxTypes) }),
                Since(31, { seLinuxOptions($0, types: seLinuxTypes.union(["container_engine_t"])) }),
            ]),
        SecurityCheck(
            "seccompProfile_baseline", .baseline, [Since(0, seccompAnnotations), Since(19, seccompProfile)]),
        SecurityCheck("sysctls", .baseline, sysctlVersions),
        SecurityCheck("windowsHostProcess", .baseline, windowsHostProcess),
    ]

    @Sendable private static func hostNamespaces(_ pod: ReviewedPod) -> SecurityViolation? {
        let shared = ["hostNetwork", "hostPID", "hostIPC"].filter(pod.spec.isTrue)
        guard let first = shared.first else { return nil }
        return SecurityViolation(
            field: "spec.template.spec.\(first)",
            detail: "the pod sets \(shared.map { "\($0): true" }.joined(separator: ", "))")
    }

    @Sendable private static func hostPathVolumes(_ pod: ReviewedPod) -> SecurityViolation? {
        let volumes = (pod.spec["volumes"]?.elements ?? []).enumerated().filter { $0.element["hostPath"].isSet }
        guard let first = volumes.first else { return nil }
        let names = volumes.map { $0.element["name"]?.string ?? "" }
        return SecurityViolation(
            field: "spec.template.spec.volumes[\(first.offset)].hostPath",
            detail: "\(names.count == 1 ? "volume" : "volumes") \(names.joined(separator: ", ")) "
                + "\(names.count == 1 ? "is a hostPath" : "are hostPaths")")
    }

    @Sendable private static func hostPorts(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for container in pod.containers {
            for (place, port) in container.hostPorts { offenders.note(container.name, at: place, values: [port]) }
        }
        return offenders.violation { "uses hostPort \($0)" }
    }

    @Sendable private static func hostOfProbes(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for container in pod.containers {
            let handlers =
                ["livenessProbe", "readinessProbe", "startupProbe"].map { ($0, container.value[$0]) }
                + ["postStart", "preStop"].map { ("lifecycle.\($0)", container.value["lifecycle"]?[$0]) }
            for (member, handler) in handlers {
                for action in ["httpGet", "tcpSocket"] {
                    guard let host = handler?[action]?["host"]?.string, !host.isEmpty else { continue }
                    offenders.note(container.name, at: "\(container.place).\(member).\(action).host", values: [host])
                }
            }
        }
        return offenders.violation { "sets the host \($0) of a probe or lifecycle handler" }
    }

    @Sendable private static func privileged(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for container in pod.containers where container.security?.isTrue("privileged") ?? false {
            offenders.note(container.subject, "privileged")
        }
        return offenders.violation { _ in "sets privileged: true" }
    }

    @Sendable static func procMount(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for container in pod.containers {
            guard let type = container.security?["procMount"]?.string, type != "Default" else { continue }
            offenders.note(container.subject, "procMount", values: [type])
        }
        return offenders.violation { "sets procMount: \($0)" }
    }

    @Sendable private static func windowsHostProcess(_ pod: ReviewedPod) -> SecurityViolation? {
        var offenders = Offenders()
        for subject in pod.subjects where subject.security?["windowsOptions"]?.isTrue("hostProcess") ?? false {
            offenders.note(subject, "windowsOptions.hostProcess")
        }
        return offenders.violation { _ in "sets windowsOptions.hostProcess: true" }
    }
}

extension JSONValue? {
    /// Whether the member is there and not null.
    var isSet: Bool { self != nil && self != .null }
}
