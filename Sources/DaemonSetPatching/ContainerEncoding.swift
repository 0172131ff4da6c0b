import CheckedJSON
import KubernetesModel

extension Container {
    /// As Kubernetes writes it, as far as the model holds it.
    var encoded: JSONValue {
        let members: KeyValuePairs<String, JSONValue?> = [
            "name": .text(name), "image": .text(image), "imagePullPolicy": .text(imagePullPolicy),
            "resources": resources.encoded, "ports": .list(ports, \.encoded),
            "restartPolicy": isRestartable ? .string("Always") : nil, "livenessProbe": livenessProbe?.encoded,
            "readinessProbe": readinessProbe?.encoded, "startupProbe": startupProbe?.encoded,
            "command": .strings(command), "volumeMounts": .list(volumeMounts, \.encoded),
            // The names of the variables are not known, and no patch can reach these: see PatchSchema.
            "env": .list(configReferences.filter { $0.key != nil }) {
                .object(["name": .string("-"), "valueFrom": .object(["\($0.fieldPrefix)KeyRef": $0.encoded])])
            },
            "envFrom": .list(configReferences.filter { $0.key == nil }) {
                .object(["\($0.fieldPrefix)Ref": $0.encoded])
            },
        ]
        return .members(members)
    }
}

extension ConfigReference {
    fileprivate var fieldPrefix: String { kind == "Secret" ? "secret" : "configMap" }

    fileprivate var encoded: JSONValue {
        .members(["name": .text(name), "key": key.map { .string($0) }, "optional": .flag(isOptional)])
    }
}

extension ContainerPort {
    fileprivate var encoded: JSONValue {
        .members([
            "name": .text(name), "containerPort": .integer(containerPort),
            "hostPort": hostPort == 0 ? nil : .integer(hostPort), "hostIP": .text(hostIP),
            "protocol": .string(networkProtocol),
        ])
    }
}

extension VolumeMount {
    fileprivate var encoded: JSONValue { .members(["name": .text(name), "mountPath": .text(mountPath)]) }
}

extension Probe {
    fileprivate var encoded: JSONValue {
        var members: [String: JSONValue] = [
            "initialDelaySeconds": .integer(initialDelaySeconds), "periodSeconds": .integer(periodSeconds),
            "timeoutSeconds": .integer(timeoutSeconds), "failureThreshold": .integer(failureThreshold),
        ]
        if initialDelaySeconds == 0 { members["initialDelaySeconds"] = nil }
        if let (kind, action) = encodedAction { members[kind] = action }
        return .object(members)
    }

    /// What ``Probe/action`` was made from.
    private var encodedAction: (kind: String, action: JSONValue)? {
        guard let space = action.firstIndex(of: " ") else { return nil }
        let rest = action[action.index(after: space)...]
        switch action[..<space] {
        case "http-get":
            let slash = rest.firstIndex(of: "/") ?? rest.endIndex
            return ("httpGet", Self.address(rest[..<slash], path: String(rest[slash...])))
        case "tcp-socket": return ("tcpSocket", Self.address(rest))
        case "grpc": return ("grpc", Self.address(rest))
        case "exec":
            // Where one word ended and the next began is not known any more.
            let command = String(rest.dropFirst().dropLast())
            return ("exec", .members(["command": .strings(command.isEmpty ? [] : [command])]))
        default: return nil
        }
    }

    private static func address(_ text: Substring, path: String = "") -> JSONValue {
        let colon = text.lastIndex(of: ":") ?? text.startIndex
        let port = String(text[colon...].dropFirst())
        return .members([
            "host": .text(String(text[..<colon])), "port": Int32(port).map { .integer($0) } ?? .text(port),
            "path": .text(path),
        ])
    }
}

extension Volume {
    /// As Kubernetes writes it, as far as the model holds it.
    var encoded: JSONValue {
        let (kind, members) = source.encoded
        return .object(["name": .string(name), kind: members])
    }
}

extension Volume.Source {
    fileprivate var encoded: (kind: String, members: JSONValue) {
        switch self {
        case .persistentVolumeClaim(let name): return ("persistentVolumeClaim", .members(["claimName": .text(name)]))
        case .ephemeral: return ("ephemeral", .object([:]))
        case .hostPath(let path, let type): return ("hostPath", .members(["path": .text(path), "type": .text(type)]))
        case .emptyDir(let sizeLimit, let isMemory):
            return (
                "emptyDir",
                .members([
                    "sizeLimit": sizeLimit.map { .string($0.description) },
                    "medium": isMemory ? .string("Memory") : nil,
                ])
            )
        case .configMap(let name, let isOptional):
            return ("configMap", .members(["name": .text(name), "optional": .flag(isOptional)]))
        case .secret(let name, let isOptional):
            return ("secret", .members(["secretName": .text(name), "optional": .flag(isOptional)]))
        case .csi(let driver): return ("csi", .members(["driver": .text(driver)]))
        case .other(let kind): return (kind, .object([:]))
        }
    }
}
