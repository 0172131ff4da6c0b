import KubernetesModel

/// The resource that a node is short of, as the kubelet's conditions name it (`pkg/kubelet/eviction/helpers.go`,
/// `signalToNodeCondition`).
enum NodeShortage: Equatable, Sendable {
    case memory
    case disk
    case processIDs
    case other(String)

    /// Reads a resource (`memory`, `ephemeral-storage`, `inodes`, `pids`; older: `nodefs`, `imagefs`) or a condition.
    init(of text: String) {
        let lowered = text.lowercased()
        if lowered.contains("memory") {
            self = .memory
        } else if ["disk", "storage", "inodes", "nodefs", "imagefs", "containerfs"].contains(where: lowered.contains) {
            self = .disk
        } else if lowered.contains("pid") {
            self = .processIDs
        } else {
            self = .other(text)
        }
    }

    /// The resource as eviction messages name it.
    var resource: String {
        switch self {
        case .memory: return ResourceName.memory
        case .disk: return ResourceName.ephemeralStorage
        case .processIDs: return "pids"
        case .other(let name): return name
        }
    }
}

extension EvictionMessage {
    /// The resource that the node was short of; nil if the pod exceeded a limit of its own.
    var shortResource: String? {
        switch self {
        case .nodePressure(let pressure): return pressure.resource
        case .refusedOnArrival(let conditions): return NodeShortage(of: conditions).resource
        case .podStorageLimit, .containerStorageLimit, .emptyDirLimit: return nil
        }
    }
}

extension EvictionMessage.Pressure {
    /// ``readable(_:)``; nil for what is neither an amount nor a share, such as `inf%`.
    func readableLimit(_ amount: String?) -> String? {
        guard let amount, Percentage(amount) != nil || (try? Quantity(parsing: amount)) != nil else { return nil }
        return readable(amount)
    }

    /// An amount of the resource as people read it; as it stands where it is no amount, such as `10%`.
    func readable(_ amount: String) -> String {
        guard NodeShortage(of: resource) == .memory || NodeShortage(of: resource) == .disk,
            !resource.hasSuffix("inodes"),
            let quantity = try? Quantity(parsing: amount)
        else { return amount }
        return quantity.readable(for: ResourceName.memory)
    }
}
