/// A mark on a node that keeps away the pods that do not tolerate it.
public struct Taint: Hashable, Sendable {
    /// What an untolerated taint does.
    public enum Effect: String, Hashable, Sendable {
        case noSchedule = "NoSchedule"
        case preferNoSchedule = "PreferNoSchedule"
        case noExecute = "NoExecute"
    }

    public var key: String
    public var value: String
    /// Nil for an effect that Kubernetes does not know; such a taint does nothing.
    public var effect: Effect?
    /// When the taint was put on, where Kubernetes notes it (`NoExecute`).
    public var timeAdded: Timestamp?

    public init(key: String, value: String = "", effect: Effect?, timeAdded: Timestamp? = nil) {
        self.key = key
        self.value = value
        self.effect = effect
        self.timeAdded = timeAdded
    }

    /// Whether an untolerated taint of this kind keeps a daemon pod off the node.
    public var excludesPods: Bool { effect == .noSchedule || effect == .noExecute }
}

extension Taint: CustomStringConvertible {
    /// `key=value:Effect`, as kubectl writes taints (`Taint.ToString`).
    public var description: String {
        let name = value.isEmpty ? key : "\(key)=\(value)"
        return effect.map { "\(name):\($0.rawValue)" } ?? name
    }
}

extension Taint {
    /// The taints that the node lifecycle controller and the cloud provider put on (`api/core/v1/well_known_taints.go`).
    public enum Key {
        public static let notReady = "node.kubernetes.io/not-ready"
        public static let unreachable = "node.kubernetes.io/unreachable"
        public static let unschedulable = "node.kubernetes.io/unschedulable"
        public static let memoryPressure = "node.kubernetes.io/memory-pressure"
        public static let diskPressure = "node.kubernetes.io/disk-pressure"
        public static let pidPressure = "node.kubernetes.io/pid-pressure"
        public static let networkUnavailable = "node.kubernetes.io/network-unavailable"
        public static let outOfService = "node.kubernetes.io/out-of-service"
    }

    /// Whether the taint only mirrors a condition of the node, so that the node is the trouble, not the toleration.
    public var mirrorsCondition: Bool {
        switch key {
        case Key.notReady, Key.unreachable, Key.memoryPressure, Key.diskPressure, Key.pidPressure,
            Key.networkUnavailable:
            return true
        default: return false
        }
    }
}
