import ClusterSimulation
import KubernetesModel

extension ChangeTemplate {
    /// The changes that a playbook can name.
    enum Kind: String, CaseIterable, Sendable {
        case setRequest, setLimit, addToleration, setNodeSelector, setPriorityClass, setHostPort, setSchedulerName
        case removeSchedulingGates, removePodAffinity, removePodAntiAffinity, removeTopologySpread
        case dropClaim
        case removeTaint, evict, setAllocatable, addNodes, reclaimDisk

        /// How an argument is given.
        enum Presence: Equatable, Sendable {
            case required
            case optional
            /// The name of a list of texts.
            case list
        }

        /// The arguments by name.
        var arguments: [(name: String, presence: Presence)] {
            switch self {
            case .setRequest, .setLimit:
                return [("container", .optional), ("resource", .required), ("quantity", .required)]
            case .addToleration:
                return [("key", .optional), ("operator", .optional), ("value", .optional), ("effect", .optional)]
            case .setNodeSelector: return [("key", .required), ("value", .optional)]
            case .setPriorityClass, .setSchedulerName: return [("name", .required)]
            case .setHostPort:
                return [
                    ("container", .optional), ("containerPort", .required), ("protocol", .optional),
                    ("hostPort", .required),
                ]
            case .removeSchedulingGates, .removePodAffinity, .removePodAntiAffinity, .removeTopologySpread: return []
            case .dropClaim: return [("name", .required)]
            case .removeTaint: return [("key", .required), ("effect", .optional), ("nodes", .list)]
            case .evict: return [("pods", .list)]
            case .setAllocatable: return [("nodes", .list), ("resource", .required), ("quantity", .required)]
            case .addNodes: return [("like", .required), ("count", .required)]
            case .reclaimDisk: return [("nodes", .list)]
            }
        }

        /// The change; nil when an argument is no quantity, number or word of the kind that is meant.
        func change(_ values: ChangeArguments) -> Change? {
            switch self {
            case .setRequest:
                return values.quantity("quantity").map {
                    .setRequest(
                        container: values.text("container"), resource: values.texts["resource"] ?? "", quantity: $0)
                }
            case .setLimit:
                return values.quantity("quantity").map {
                    .setLimit(
                        container: values.text("container"), resource: values.texts["resource"] ?? "", quantity: $0)
                }
            case .addToleration: return toleration(values).map { .addToleration($0) }
            case .setNodeSelector: return .setNodeSelector(key: values.texts["key"] ?? "", value: values.text("value"))
            case .setPriorityClass: return .setPriorityClass(values.texts["name"] ?? "")
            case .setSchedulerName: return .setSchedulerName(values.texts["name"] ?? "")
            case .setHostPort:
                guard let port = values.number("containerPort"), let hostPort = values.number("hostPort") else {
                    return nil
                }
                return .setHostPort(
                    container: values.text("container"), containerPort: port,
                    networkProtocol: values.text("protocol") ?? "TCP", hostPort: hostPort)
            case .removeSchedulingGates: return .removeSchedulingGates
            case .removePodAffinity: return .removePodAffinity
            case .removePodAntiAffinity: return .removePodAntiAffinity
            case .removeTopologySpread: return .removeTopologySpread
            case .dropClaim: return .dropClaim(name: values.texts["name"] ?? "")
            case .removeTaint:
                return .removeTaint(
                    key: values.texts["key"] ?? "", effect: values.text("effect").flatMap(Taint.Effect.init),
                    nodes: values.list("nodes"))
            case .evict: return .evict(pods: values.list("pods"))
            case .reclaimDisk: return .reclaimDisk(nodes: values.list("nodes"))
            case .setAllocatable:
                return values.quantity("quantity").map {
                    .setAllocatable(nodes: values.list("nodes"), resource: values.texts["resource"] ?? "", quantity: $0)
                }
            case .addNodes:
                return values.number("count").map { .addNodes(like: values.texts["like"] ?? "", count: Int($0)) }
            }
        }

        private func toleration(_ values: ChangeArguments) -> Toleration? {
            let comparison = values.text("operator") ?? (values.text("value") == nil ? "Exists" : "Equal")
            guard let known = Toleration.Operator(rawValue: comparison) else { return nil }
            return Toleration(
                key: values.text("key") ?? "", comparison: known, value: values.text("value") ?? "",
                effect: values.text("effect").flatMap(Taint.Effect.init))
        }
    }
}
