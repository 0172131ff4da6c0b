import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// Pods whose containers can be given other limits while they run (KEP 1287).
enum InPlaceResize {
    /// The first release in which that is on by default.
    private static let firstVersion = KubernetesVersion(1, 33)

    /// The names of the finding's pods that can be resized (`pkg/apis/core/validation`, `ValidatePodResize`): no static
    /// ones, none on Windows or an older kubelet, none with resources of the pod as a whole, and no init container.
    static func pods(
        of finding: Finding, container: String, placement: DaemonSetPlacement, in engine: PlacementEngine
    ) -> [String] {
        let snapshot = engine.snapshot
        guard isServed(by: snapshot.kubernetesVersion) else { return [] }
        let wanted = Set(finding.pods)
        return placement.pods.onNode.joined().map { snapshot.pods[$0] }.filter { pod in
            guard wanted.contains(pod.metadata.qualifiedName), let node = engine.index.node(named: pod.nodeName) else {
                return false
            }
            let isRunning = !pod.isTerminal && !pod.isTerminating && !pod.isMirror
            let isServed =
                node.info.operatingSystem != "windows" && isServed(by: node.info.kubeletVersion)
            let isKept = pod.spec.containers.contains { $0.name == container }
            return isRunning && isServed && isKept && pod.spec.resources.isEmpty
        }.map(\.name).sorted(by: NaturalOrder.precedes)
    }

    private static func isServed(by version: String) -> Bool {
        KubernetesVersion(version).map { $0 >= firstVersion } ?? false
    }
}
