import KubernetesModel

/// Why a plugin refuses a node, with the facts behind the words.
public enum FilterReason: Hashable, Sendable {
    case unschedulable
    case otherNodeName
    case untoleratedTaint(Taint)
    case nodeAffinity
    case noFreePorts([HostPort])
    case tooManyPods(allowed: WholeNumber)
    /// Amounts in the scheduler's unit for the resource.
    case insufficient(resource: String, requested: WholeNumber, used: WholeNumber, allocatable: WholeNumber)
    /// How many resources are short beside those that are named: only of a pod that asks for more than 64.
    case moreResources(Int)
    case podAffinity
    case podAntiAffinity
    case existingPodsAntiAffinity
    case topologySpread(topologyKey: String)
    case topologySpreadLabelMissing(topologyKey: String)
    case volumeLimit(driver: String)
    case claimMissing(String)
    /// The claim of an ephemeral volume, which another controller creates.
    case ephemeralClaimMissing(String)
    case claimBeingDeleted(String)
    case claimLost(claim: String, volume: String)
    case claimsUnboundImmediate([String])
    case volumeNodeAffinity(claim: String, volume: String)
    case volumeMissing(claim: String, volume: String)
    case noVolumeToBind(claim: String)
    /// VolumeZone's words for claims that VolumeBinding refuses too.
    case boundVolumeMissing(claim: String, volume: String)
    case claimWithoutVolume(claim: String)
    case claimWithoutVolumeAndClass(claim: String)
    case storageClassMissing(claim: String, storageClass: String)
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
        case .moreResources(let count): return "Insufficient \(count) more resources"
        case .podAffinity: return "node(s) didn't match pod affinity rules"
        case .podAntiAffinity: return "node(s) didn't match pod anti-affinity rules"
        case .existingPodsAntiAffinity: return "node(s) didn't satisfy existing pods anti-affinity rules"
        case .topologySpread: return "node(s) didn't match pod topology spread constraints"
        case .topologySpreadLabelMissing:
            return "node(s) didn't match pod topology spread constraints (missing required label)"
        case .volumeLimit: return "node(s) exceed max volume count"
        case .claimMissing(let claim): return "persistentvolumeclaim \"\(claim)\" not found"
        case .ephemeralClaimMissing(let claim):
            return "waiting for ephemeral volume controller to create the persistentvolumeclaim \"\(claim)\""
        case .claimBeingDeleted(let claim): return "persistentvolumeclaim \"\(claim)\" is being deleted"
        case .claimLost(let claim, let volume):
            return "persistentvolumeclaim \"\(claim)\" bound to non-existent persistentvolume \"\(volume)\""
        case .claimsUnboundImmediate: return "pod has unbound immediate PersistentVolumeClaims"
        case .volumeNodeAffinity: return "node(s) didn't match PersistentVolume's node affinity"
        case .volumeMissing: return "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)"
        case .noVolumeToBind: return "node(s) didn't find available persistent volumes to bind"
        case .boundVolumeMissing(_, let volume): return "persistentvolume \"\(volume)\" not found"
        case .claimWithoutVolume: return "PersistentVolume had no name"
        case .claimWithoutVolumeAndClass: return "PersistentVolumeClaim had no pv name and storageClass name"
        case .storageClassMissing(_, let storageClass):
            return "storageclass.storage.k8s.io \"\(storageClass)\" not found"
        case .volumeZone: return "node(s) had no available volume zone"
        case .readWriteOncePodInUse:
            return "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use "
                + "by another pod"
        }
    }
}
