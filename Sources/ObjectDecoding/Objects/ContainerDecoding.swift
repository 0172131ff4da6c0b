import KubernetesModel

enum ContainerField: String, CaseIterable {
    case name, image, imagePullPolicy, resources, ports, restartPolicy
    case livenessProbe, readinessProbe, startupProbe, lifecycle
    case command, args, env, envFrom, securityContext, volumeMounts
}

enum LifecycleField: String, CaseIterable {
    case postStart
}

enum PortField: String, CaseIterable {
    case name, containerPort, hostPort, hostIP, `protocol`
}

enum MountField: String, CaseIterable {
    case name, mountPath, subPath, mountPropagation, readOnly
}

private enum EnvironmentField: String, CaseIterable {
    case name, value, valueFrom, configMapKeyRef, secretKeyRef, configMapRef, secretRef
}

enum ReferenceField: String, CaseIterable {
    case name, key, optional
}

private let containerFields = FieldTable<ContainerField>()
private let lifecycleFields = FieldTable<LifecycleField>()
private let portFields = FieldTable<PortField>()
private let mountFields = FieldTable<MountField>()
private let environmentFields = FieldTable<EnvironmentField>()
private let referenceFields = FieldTable<ReferenceField>()

extension ObjectDecoder {
    /// One of `containers` or `initContainers`.
    func container() -> Container {
        var container = Container()
        var ofVariables: [ConfigReference] = []
        var ofWholeObjects: [ConfigReference] = []
        forEachField(containerFields) { field in
            switch field {
            case .name: container.name = string()
            case .image: container.image = string()
            case .imagePullPolicy: container.imagePullPolicy = string()
            case .resources: container.resources = resourceRequirements()
            case .ports: container.ports = array { containerPort() }
            case .restartPolicy: container.isRestartable = string() == "Always"
            case .livenessProbe: container.livenessProbe = probe()
            case .readinessProbe: container.readinessProbe = probe()
            case .startupProbe: container.startupProbe = probe()
            case .lifecycle: container.postStartAction = postStartAction()
            case .command: container.command = strings()
            case .args: container.args = strings()
            case .env: ofVariables = configReferences(plain: &container.plainVariables)
            case .envFrom:
                var none: [EnvironmentVariable] = []
                ofWholeObjects = configReferences(plain: &none)
            case .securityContext: container.securityContext = securityContext()
            case .volumeMounts: container.volumeMounts = volumeMounts()
            }
        }
        container.configReferences = ofVariables + ofWholeObjects
        return container
    }

    private func postStartAction() -> String {
        var action = ""
        forEachField(lifecycleFields) { field in
            switch field {
            // A hook acts as a probe does (`v1.LifecycleHandler`).
            case .postStart: action = probe()?.action ?? ""
            }
        }
        return action
    }

    private func containerPort() -> ContainerPort {
        var port = ContainerPort(containerPort: 0)
        forEachField(portFields) { field in
            switch field {
            case .name: port.name = string()
            case .containerPort: port.containerPort = reader.int32() ?? 0
            case .hostPort: port.hostPort = reader.int32() ?? 0
            case .hostIP: port.hostIP = string()
            case .protocol: port.networkProtocol = optionalString() ?? "TCP"
            }
        }
        return port
    }

    private func volumeMounts() -> [VolumeMount] {
        guard reader.enterArray() else { return [] }
        var mounts: [VolumeMount] = []
        while reader.nextElement() {
            var mount = VolumeMount(name: "", mountPath: "")
            forEachField(mountFields) { field in
                switch field {
                case .name: mount.name = string()
                case .mountPath: mount.mountPath = string()
                case .subPath: mount.subPath = string()
                case .mountPropagation: mount.mountPropagation = string()
                case .readOnly: mount.isReadOnly = reader.bool()
                }
            }
            if !mount.name.hasPrefix(Self.serviceAccountVolumePrefix) { mounts.append(mount) }
        }
        return mounts
    }

    /// The ConfigMaps and Secrets that `env` or `envFrom` names, and the variables with values of their own.
    private func configReferences(plain: inout [EnvironmentVariable]) -> [ConfigReference] {
        guard reader.enterArray() else { return [] }
        var references: [ConfigReference] = []
        while reader.nextElement() { environment(into: &references, plain: &plain) }
        return references
    }

    private func environment(into references: inout [ConfigReference], plain: inout [EnvironmentVariable]) {
        var variable = EnvironmentVariable(name: "", value: "")
        forEachField(environmentFields) { field in
            switch field {
            case .name: variable.name = string()
            case .value: variable.value = string()
            case .valueFrom: valueSource(into: &references)
            case .configMapKeyRef, .configMapRef: references.append(configReference(kind: "ConfigMap"))
            case .secretKeyRef, .secretRef: references.append(configReference(kind: "Secret"))
            }
        }
        if !variable.value.isEmpty { plain.append(variable) }
    }

    private func valueSource(into references: inout [ConfigReference]) {
        forEachField(environmentFields) { field in
            switch field {
            case .configMapKeyRef: references.append(configReference(kind: "ConfigMap"))
            case .secretKeyRef: references.append(configReference(kind: "Secret"))
            case .name, .value, .valueFrom, .configMapRef, .secretRef: reader.skip()
            }
        }
    }

    private func configReference(kind: String) -> ConfigReference {
        var reference = ConfigReference(kind: kind, name: "")
        forEachField(referenceFields) { field in
            switch field {
            case .name: reference.name = string()
            case .key: reference.key = optionalString()
            case .optional: reference.isOptional = reader.bool()
            }
        }
        return reference
    }
}
