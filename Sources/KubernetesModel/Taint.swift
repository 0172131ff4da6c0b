/// A taint: keeps pods that do not tolerate it off a node.
public struct Taint: Hashable, Sendable {
    /// The effect on pods that do not tolerate the taint.
    public enum Effect: String, Hashable, Sendable {
        case noSchedule = "NoSchedule"
        case preferNoSchedule = "PreferNoSchedule"
        case noExecute = "NoExecute"
    }

    /// The taint's key, `node.kubernetes.io/…` for Kubernetes' own.
    public var key: String
    /// The value; empty for none.
    public var value: String
    /// Nil for an effect that Kubernetes does not know; such a taint does nothing.
    public var effect: Effect?
    /// When the taint was put on, where Kubernetes notes it (`NoExecute`).
    public var timeAdded: Timestamp?

    /// A taint, without value and time unless given.
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
    /// The taints that the node lifecycle controller and the cloud provider put on
    /// (`api/core/v1/well_known_taints.go`).
    public enum Key {
        /// The node's `Ready` condition is `False`.
        public static let notReady = "node.kubernetes.io/not-ready"
        /// The node's `Ready` condition is `Unknown`: the kubelet has stopped reporting.
        public static let unreachable = "node.kubernetes.io/unreachable"
        /// The node is cordoned.
        public static let unschedulable = "node.kubernetes.io/unschedulable"
        /// The node has `MemoryPressure`.
        public static let memoryPressure = "node.kubernetes.io/memory-pressure"
        /// The node has `DiskPressure`.
        public static let diskPressure = "node.kubernetes.io/disk-pressure"
        /// The node has `PIDPressure`.
        public static let pidPressure = "node.kubernetes.io/pid-pressure"
        /// The node has `NetworkUnavailable`.
        public static let networkUnavailable = "node.kubernetes.io/network-unavailable"
        /// Put on by hand: the machine is off, and its pods may be replaced.
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
