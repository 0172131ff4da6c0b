import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// Pods whose containers can be given other limits while they run (KEP 1287).
enum InPlaceResize {
    /// The first minor version of Kubernetes 1 in which that is on by default.
    private static let firstMinor = 33

    /// The names of the finding's pods that can be resized (`pkg/apis/core/validation`, `ValidatePodResize`): no static
    /// ones, none on Windows or an older kubelet, none with resources of the pod as a whole, and no init container.
    static func pods(
        of finding: Finding, container: String, placement: DaemonSetPlacement, in engine: PlacementEngine
    ) -> [String] {
        let snapshot = engine.snapshot
        guard minor(of: snapshot.kubernetesVersion) ?? 0 >= firstMinor else { return [] }
        let wanted = Set(finding.pods)
        return placement.pods.onNode.joined().map { snapshot.pods[$0] }.filter { pod in
            guard wanted.contains(pod.metadata.qualifiedName), let node = engine.index.node(named: pod.nodeName) else {
                return false
            }
            let isRunning = !pod.isTerminal && !pod.isTerminating && !pod.isMirror
            let isServed =
                node.info.operatingSystem != "windows" && minor(of: node.info.kubeletVersion) ?? 0 >= firstMinor
            let isKept = pod.spec.containers.contains { $0.name == container }
            return isRunning && isServed && isKept && pod.spec.resources.isEmpty
        }.map(\.name).sorted(by: NaturalOrder.precedes)
    }

    /// The second number of `v1.36.2`; nil for what is no version 1.
    static func minor(of version: String) -> Int? {
        let parts = version.drop { $0 == "v" }.split(separator: ".")
        guard parts.count >= 2, parts[0] == "1" else { return nil }
        return Int(parts[1].prefix { $0.isASCII && $0.isNumber })
    }
}
