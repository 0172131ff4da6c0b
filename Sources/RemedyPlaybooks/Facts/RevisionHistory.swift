import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

/// The templates that a DaemonSet had, and how their pods get on in the snapshot.
struct RevisionHistory {
    /// A template by its number and the hash that its pods carry.
    struct Revision: Equatable {
        var number: WholeNumber
        var hash: String
    }

    /// How the pods of one template get on.
    struct Pods: Equatable {
        var serving = 0
        var failing = 0
        /// Names (`namespace/name`) of those that do not serve.
        var failingNames: [String] = []
    }

    /// Newest first; empty where the snapshot holds no ControllerRevisions.
    let revisions: [Revision]
    /// By hash.
    private(set) var pods: [String: Pods] = [:]
    /// The hashes of the pods on each node that nobody has deleted and that have not come to their end; empty ones of pods
    /// without.
    private var hashesOfNodes: [[String]] = []

    /// How long a pod may take to serve before it counts as failing, in seconds.
    private static let patience: WholeNumber = 600

    init(_ placement: DaemonSetPlacement, in index: ClusterIndex) {
        let daemonSet = placement.daemonSet
        let positions = daemonSet.uid.isEmpty ? [] : index.revisionsByController[daemonSet.uid] ?? []
        revisions = positions.map { index.snapshot.controllerRevisions[$0] }
            .map { Revision(number: $0.revision, hash: $0.metadata.labels[ControllerRevision.Label.hash] ?? "") }
            .sorted { ($1.number, $0.hash) < ($0.number, $1.hash) }
        let now = index.snapshot.capturedAt
        for positions in placement.pods.onNode {
            let living = positions.map { index.snapshot.pods[$0] }.filter { !$0.isTerminating && !$0.isTerminal }
            if living.isEmpty { continue }
            hashesOfNodes.append(living.map { $0.metadata.labels[ControllerRevision.Label.hash] ?? "" })
        }
        for position in placement.pods.onNode.joined() {
            let pod = index.snapshot.pods[position]
            guard let hash = pod.metadata.labels[ControllerRevision.Label.hash], !pod.isTerminating else { continue }
            if pod.isAvailable(minReadySeconds: daemonSet.minReadySeconds, now: now) {
                pods[hash, default: Pods()].serving += 1
            } else if Self.fails(pod, now: now) {
                pods[hash, default: Pods()].failing += 1
                pods[hash, default: Pods()].failingNames.append(pod.metadata.qualifiedName)
            }
        }
    }

    /// Whether a bound pod is not merely on its way. One that waits for a place tells nothing about its template's
    /// containers.
    private static func fails(_ pod: Pod, now: Timestamp) -> Bool {
        if pod.nodeName.isEmpty || pod.isReady { return false }
        let statuses = pod.status.allContainerStatuses
        if statuses.contains(where: { $0.restartCount > 0 }) { return true }
        let excuses: Set<String> = ["", "ContainerCreating", "PodInitializing"]
        if statuses.contains(where: { $0.waiting.map { !excuses.contains($0.reason) } ?? false }) { return true }
        let since = pod.status.startTime ?? pod.metadata.creationTimestamp
        return since.map { now.seconds(since: $0) > patience } ?? false
    }

    func serving(in revision: Revision) -> Int { pods[revision.hash]?.serving ?? 0 }

    /// What becomes of the pods on the way back to a revision.
    struct WayBack: Equatable {
        /// How many stay: they are of the revision.
        var kept = 0
        /// How many make way for one of the revision.
        var replaced = 0
        /// How many are deleted because one of the revision is there beside them, as a surge has it.
        var removed = 0
    }

    /// What becomes of the pods: a template that the DaemonSet had before is its earlier revision again
    /// (`constructHistory`), and pods with that one's hash are up to date (`IsPodUpdated`).
    func wayBack(to revision: Revision) -> WayBack {
        var way = WayBack()
        for hashes in hashesOfNodes {
            let kept = revision.hash.isEmpty ? 0 : hashes.count { $0 == revision.hash }
            way.kept += kept
            if kept > 0 { way.removed += hashes.count - kept } else { way.replaced += hashes.count }
        }
        return way
    }

    /// Whether pods of the revision fail, and none serves.
    func isBad(_ revision: Revision) -> Bool { (pods[revision.hash]?.failing ?? 0) > 0 && serving(in: revision) == 0 }

    /// The hashes of the failing ones among pods, named `namespace/name`.
    func failing(among names: Set<String>) -> Set<String> {
        Set(pods.filter { $0.value.failingNames.contains(where: names.contains) }.keys)
    }

    /// `revision 2 fails too (1 pod)`.
    func words(on revision: Revision) -> String {
        let failing = pods[revision.hash]?.failing ?? 0
        return "revision \(revision.number) fails too (\(Wording.count(failing, "pod")))"
    }

    /// `3 pods of template 84bd6d8b5 serve`.
    func words(onTemplate hash: String) -> String {
        let pods = pods[hash] ?? Pods()
        let verb = { (count: Int, one: String, several: String) in count == 1 ? one : several }
        var parts: [String] = []
        if pods.serving > 0 { parts.append("\(pods.serving) \(verb(pods.serving, "serves", "serve"))") }
        if pods.failing > 0 { parts.append("\(pods.failing) \(verb(pods.failing, "fails", "fail"))") }
        return "of template \(hash) \(parts.isEmpty ? "none is up yet" : Wording.list(parts))"
    }
}
