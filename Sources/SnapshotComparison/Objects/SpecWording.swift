import KubernetesModel

extension DaemonSet.UpdateStrategy {
    /// `OnDelete`, `RollingUpdate (maxUnavailable 1, maxSurge 0)`.
    var words: String {
        switch self {
        case .onDelete: return "OnDelete"
        case .rollingUpdate(let unavailable, let surge):
            return "RollingUpdate (maxUnavailable \(unavailable), maxSurge \(surge))"
        }
    }
}

extension PodSpec {
    var preemptionWords: String { neverPreempts ? "Never" : "PreemptLowerPriority" }
}

extension NodeSelector {
    var words: String { terms.map { "(\($0.description))" }.joined(separator: " or ") }
}

extension PodAffinityTerm {
    var words: String {
        let pods = labelSelector.map(\.description) ?? "(no pod)"
        let places = namespaces.isEmpty ? "" : " in \(namespaces.joined(separator: ", "))"
        return "\(pods)\(places) by \(topologyKey)"
    }
}

extension Volume.Source {
    var words: String {
        switch self {
        case .persistentVolumeClaim(let name): return "claim \(name)"
        case .ephemeral: return "ephemeral claim"
        case .hostPath(let path, let type): return type.isEmpty ? "hostPath \(path)" : "hostPath \(path), \(type)"
        case .emptyDir(let limit, let isMemory):
            return "emptyDir" + (isMemory ? " in memory" : "") + (limit.map { ", limit \($0)" } ?? "")
        case .configMap(let name, let isOptional): return "ConfigMap \(name)\(isOptional ? ", optional" : "")"
        case .secret(let name, let isOptional): return "Secret \(name)\(isOptional ? ", optional" : "")"
        case .csi(let driver): return "CSI \(driver)"
        case .other(let kind): return kind
        }
    }
}
