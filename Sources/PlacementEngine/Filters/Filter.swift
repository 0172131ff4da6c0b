import ClusterSnapshot
import KubernetesModel

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
    public var plugin: FilterPlugin
    public var reasons: [FilterReason]
    /// Whether evicting pods cannot mend it (`UnschedulableAndUnresolvable`).
    public var isUnresolvable: Bool

    public init(_ plugin: FilterPlugin, _ reasons: [FilterReason], isUnresolvable: Bool) {
        self.plugin = plugin
        self.reasons = reasons
        self.isUnresolvable = isUnresolvable
    }
}

/// Why a plugin refuses a node, with the facts behind the words.
public enum FilterReason: Hashable, Sendable {
    case unschedulable
    case otherNodeName
    case untoleratedTaint(Taint)
    case nodeAffinity
    case noFreePorts([HostPort])
    case tooManyPods(allowed: Int64)
    /// Amounts in the scheduler's unit for the resource.
    case insufficient(resource: String, requested: Int64, used: Int64, allocatable: Int64)
    case podAffinity
    case podAntiAffinity
    case existingPodsAntiAffinity
    case topologySpread(topologyKey: String)
    case topologySpreadLabelMissing(topologyKey: String)
    case volumeLimit(driver: String)
    case claimMissing(String)
    case claimBeingDeleted(String)
    case claimLost(String)
    case claimsUnboundImmediate([String])
    case volumeNodeAffinity(claim: String, volume: String)
    case volumeMissing(claim: String, volume: String)
    case noVolumeToBind(claim: String)
    case volumeZone(claim: String, volume: String)
    case readWriteOncePodInUse(claim: String)

    /// The words that the scheduler uses.
    public var message: String {
        switch self {
        case .unschedulable: return "node(s) were unschedulable"
        case .otherNodeName: return "node(s) didn't match the requested node name"
        case .untoleratedTaint: return "node(s) had untolerated taint(s)"
        case .nodeAffinity: return "node(s) didn't match Pod's node affinity/selector"
        case .noFreePorts: return "node(s) didn't have free ports for the requested pod ports"
        case .tooManyPods: return "Too many pods"
        case .insufficient(let resource, _, _, _): return "Insufficient \(resource)"
        case .podAffinity: return "node(s) didn't match pod affinity rules"
        case .podAntiAffinity: return "node(s) didn't match pod anti-affinity rules"
        case .existingPodsAntiAffinity: return "node(s) didn't satisfy existing pods anti-affinity rules"
        case .topologySpread: return "node(s) didn't match pod topology spread constraints"
        case .topologySpreadLabelMissing:
            return "node(s) didn't match pod topology spread constraints (missing required label)"
        case .volumeLimit: return "node(s) exceed max volume count"
        case .claimMissing(let claim): return "persistentvolumeclaim \"\(claim)\" not found"
        case .claimBeingDeleted(let claim): return "persistentvolumeclaim \"\(claim)\" is being deleted"
        case .claimLost(let claim): return "persistentvolumeclaim \"\(claim)\" bound to non-existent persistentvolume"
        case .claimsUnboundImmediate: return "pod has unbound immediate PersistentVolumeClaims"
        case .volumeNodeAffinity: return "node(s) didn't match PersistentVolume's node affinity"
        case .volumeMissing: return "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)"
        case .noVolumeToBind: return "node(s) didn't find available persistent volumes to bind"
        case .volumeZone: return "node(s) had no available volume zone"
        case .readWriteOncePodInUse:
            return "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use "
                + "by another pod"
        }
    }
}

/// One of the scheduler's filter plugins, prepared for one pod (`PreFilter`) and asked node by node (`Filter`).
protocol Filter: Sendable {
    /// The plugin's answer for a node; nil lets the pod on.
    func failure(on view: NodeView) -> FilterFailure?
}
