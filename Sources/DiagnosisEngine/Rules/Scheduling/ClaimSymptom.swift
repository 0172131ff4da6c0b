import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A claim that keeps a pod from its node.
struct ClaimSymptom: Sendable {
    var claim: String
    var volume = ""
    var claimObject: PersistentVolumeClaim?
}
