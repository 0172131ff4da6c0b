import KubernetesModel

extension ObjectChanges {
    /// The changes of containers, matched by name.
    mutating func compareContainers(
        _ before: [Container], _ after: [Container], _ kind: String, isRedactionEqual: Bool
    ) {
        let old = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(after.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for container in before where new[container.name] == nil {
            compare(.container, kind, "\(container.name) (image \(container.image))", nil)
        }
        for container in after {
            if let earlier = old[container.name] {
                compare(earlier, container, "\(kind) \(container.name): ", isRedactionEqual: isRedactionEqual)
            } else {
                compare(.container, kind, nil, "\(container.name) (image \(container.image))")
            }
        }
    }

    private mutating func compare(_ old: Container, _ new: Container, _ owner: String, isRedactionEqual: Bool) {
        if old == new { return }
        compare(.image, "\(owner)image", old.image, new.image)
        compare(.image, "\(owner)imagePullPolicy", old.imagePullPolicy, new.imagePullPolicy)
        compareAmounts(.request, old.resources.requests, new.resources.requests) { "\(owner)\($0) request" }
        compareAmounts(.limit, old.resources.limits, new.resources.limits) { "\(owner)\($0) limit" }
        if isRedactionEqual, old.command != new.command {
            // Words of commands may hold credentials: that they changed is enough.
            note(.command, "\(owner)command")
        }
        compare(.hostPort, "\(owner)host port", old.hostPorts, new.hostPorts) { $0 }
        compare(.probe, "\(owner)liveness probe", old.livenessProbe?.words, new.livenessProbe?.words)
        compare(.probe, "\(owner)readiness probe", old.readinessProbe?.words, new.readinessProbe?.words)
        compare(.probe, "\(owner)startup probe", old.startupProbe?.words, new.startupProbe?.words)
        if isRedactionEqual, old.postStartAction != new.postStartAction { note(.command, "\(owner)postStart hook") }
        compare(
            .configReference, "\(owner)environment from", old.configReferences, new.configReferences, \.words)
        compare(.volumeMount, "\(owner)mount", old.volumeMounts, new.volumeMounts) { "\($0.name) at \($0.mountPath)" }
    }
}

extension Container {
    fileprivate var hostPorts: [String] {
        ports.filter { $0.hostPort != 0 }.map { "\($0.hostPort)/\($0.networkProtocol)" }
    }
}

extension Probe {
    /// All of the probe, for comparing and for people.
    fileprivate var words: String {
        "\(action) (after \(initialDelaySeconds) s, every \(periodSeconds) s, within \(timeoutSeconds) s, "
            + "\(failureThreshold) times)"
    }
}

extension ConfigReference {
    fileprivate var words: String {
        "\(kind) \(name)\(key.map { " key \($0)" } ?? "")\(isOptional ? " (optional)" : "")"
    }
}
