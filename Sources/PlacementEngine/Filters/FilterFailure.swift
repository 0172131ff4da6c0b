/// The scheduler's filter plugins, in the order in which it asks them.
public enum FilterPlugin: String, CaseIterable, Hashable, Sendable {
    case nodeUnschedulable = "NodeUnschedulable"
    case nodeName = "NodeName"
    case taintToleration = "TaintToleration"
    case nodeAffinity = "NodeAffinity"
    case nodePorts = "NodePorts"
    case nodeResourcesFit = "NodeResourcesFit"
    case volumeRestrictions = "VolumeRestrictions"
    case nodeVolumeLimits = "NodeVolumeLimits"
    case volumeBinding = "VolumeBinding"
    case volumeZone = "VolumeZone"
    case podTopologySpread = "PodTopologySpread"
    case interPodAffinity = "InterPodAffinity"
}

/// A plugin's refusal of a node.
public struct FilterFailure: Equatable, Sendable {
    /// The plugin that refuses.
    public var plugin: FilterPlugin
    /// All reasons that the plugin gives.
    public var reasons: [FilterReason]
    /// Whether evicting pods cannot mend it (`UnschedulableAndUnresolvable`).
    public var isUnresolvable: Bool

    /// A refusal.
    public init(_ plugin: FilterPlugin, _ reasons: [FilterReason], isUnresolvable: Bool) {
        self.plugin = plugin
        self.reasons = reasons
        self.isUnresolvable = isUnresolvable
    }
}
