import CheckedJSON
import KubernetesModel

extension DaemonSet {
    /// What the model holds of a DaemonSet's spec, as Kubernetes writes it, so that the decoders read the same back.
    var encoded: JSONValue {
        .members([
            "apiVersion": .string("apps/v1"), "kind": .string(Self.kind),
            "metadata": .members(["name": .text(name), "namespace": .text(namespace)]),
            "spec": .members([
                "selector": selector.encoded, "template": template.encoded, "updateStrategy": updateStrategy.encoded,
                "minReadySeconds": minReadySeconds == 0 ? nil : .integer(minReadySeconds),
            ]),
        ])
    }
}

extension DaemonSet.UpdateStrategy {
    fileprivate var encoded: JSONValue {
        switch self {
        case .onDelete: return .members(["type": .string("OnDelete")])
        case .rollingUpdate(let maxUnavailable, let maxSurge):
            return .members([
                "type": .string("RollingUpdate"),
                "rollingUpdate": .members([
                    "maxUnavailable": maxUnavailable.encoded, "maxSurge": maxSurge.encoded,
                ]),
            ])
        }
    }
}

extension IntOrPercent {
    fileprivate var encoded: JSONValue {
        switch self {
        case .number(let number): return .integer(number)
        case .percent: return .string(description)
        }
    }
}

extension PodTemplate {
    fileprivate var encoded: JSONValue {
        var spec = spec.encoded
        if case .object(var members) = spec, !nodeName.isEmpty {
            members["nodeName"] = .string(nodeName)
            spec = .object(members)
        }
        return .members(["metadata": .members(["labels": labels.encoded]), "spec": spec])
    }
}

extension PodSpec {
    fileprivate var encoded: JSONValue {
        let members: KeyValuePairs<String, JSONValue?> = [
            "containers": .array(containers.map(\.encoded)), "initContainers": .list(initContainers, \.encoded),
            "volumes": .list(volumes, \.encoded), "nodeSelector": nodeSelector.encoded, "affinity": encodedAffinity,
            "topologySpreadConstraints": .list(topologySpreadConstraints, \.encoded),
            "tolerations": .list(tolerations, \.encoded), "schedulingGates": .names(schedulingGates),
            "schedulerName": .text(schedulerName), "priorityClassName": .text(priorityClassName),
            "priority": priority.map { .integer($0) }, "preemptionPolicy": neverPreempts ? .string("Never") : nil,
            "runtimeClassName": .text(runtimeClassName), "overhead": overhead.encoded,
            "resources": resources.isEmpty ? nil : resources.encoded, "serviceAccountName": .text(serviceAccountName),
            "hostNetwork": .flag(isHostNetwork), "hostPID": .flag(isHostPID), "restartPolicy": .text(restartPolicy),
            "terminationGracePeriodSeconds": terminationGracePeriodSeconds.map { .integer($0) },
            "imagePullSecrets": .names(imagePullSecrets),
        ]
        return .members(members)
    }

    private var encodedAffinity: JSONValue? {
        let required = "requiredDuringSchedulingIgnoredDuringExecution"
        var affinity: [String: JSONValue] = [:]
        if let requiredNodeAffinity {
            affinity["nodeAffinity"] = .object([required: requiredNodeAffinity.encoded])
        }
        if let terms = JSONValue.list(requiredPodAffinity, \.encoded) {
            affinity["podAffinity"] = .object([required: terms])
        }
        if let terms = JSONValue.list(requiredPodAntiAffinity, \.encoded) {
            affinity["podAntiAffinity"] = .object([required: terms])
        }
        return affinity.isEmpty ? nil : .object(affinity)
    }
}

extension JSONValue {
    /// A list of objects that have a name and nothing else.
    fileprivate static func names(_ names: [String]) -> JSONValue? {
        list(names) { .object(["name": .string($0)]) }
    }
}

extension Labels {
    /// Nil when there is none.
    var encoded: JSONValue? {
        guard !isEmpty else { return nil }
        var members: [String: JSONValue] = [:]
        for pair in pairs { members[pair.key] = .string(pair.value) }
        return .object(members)
    }
}

extension ResourceList {
    /// Nil when it is empty.
    fileprivate var encoded: JSONValue? {
        guard !isEmpty else { return nil }
        var members: [String: JSONValue] = [:]
        for entry in entries { members[entry.name] = .string(entry.quantity.description) }
        return .object(members)
    }
}

extension ResourceRequirements {
    /// An object even when it is empty: Kubernetes writes it for every container.
    var encoded: JSONValue { .members(["requests": requests.encoded, "limits": limits.encoded]) }
}
