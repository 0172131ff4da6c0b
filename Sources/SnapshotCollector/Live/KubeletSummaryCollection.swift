import CheckedJSON
import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import Synchronization

/// Asks the kubelets of nodes under pressure what they measure, through the API server.
package final class KubeletSummaryCollection: Sendable {
    /// As many kubelets as are asked at most: what is short on more nodes than these is short on all for one reason.
    private static let mostNodes = 20
    private static let mostBytes = 16 << 20
    private static let longest = Duration.seconds(30)

    private struct State: Sendable {
        var summaries: [KubeletSummary] = []
        var isForbidden = false
    }

    private let client: APIClient
    private let state = Mutex(State())

    package init(client: APIClient) { self.client = client }

    /// What was told, in the order of the nodes' names.
    package var summaries: [KubeletSummary] { state.withLock { $0.summaries }.sorted { $0.node < $1.node } }

    /// What could not be asked. Few may ask it, and a report is complete without.
    package var gaps: [Gap] {
        guard state.withLock({ $0.isForbidden }) else { return [] }
        return [
            Gap(
                code: .accessForbidden,
                detail: "The kubelets of nodes under pressure may not be asked what fills them. Grant the right to "
                    + AccessRule.readingKubelets.phrase(namespace: nil) + ".", missing: [.kubeletSummaries],
                isDoubtful: true)
        ]
    }

    /// Adds the jobs that ask.
    package func fetch(nodes: [Node], with jobs: JobQueue) {
        for node in Self.asked(nodes) { jobs.add { [self] in fetch(node) } }
    }

    /// The names of the nodes whose kubelets are asked: those under pressure.
    package static func asked(_ nodes: [Node]) -> [String] {
        let types = [
            Node.ConditionType.memoryPressure, Node.ConditionType.diskPressure, Node.ConditionType.pidPressure,
        ]
        let pressed = nodes.filter { node in types.contains { node.conditions[$0]?.status == .isTrue } }.map(\.name)
        return Array(pressed.sorted().prefix(mostNodes))
    }

    private func fetch(_ node: String) {
        if state.withLock({ $0.isForbidden }) { return }
        let request = APIRequest("/api/v1/nodes/\(node)/proxy/stats/summary")
        do throws(ClientError) {
            let bytes = try client.get(request, mostAttempts: 1, within: Self.longest) {
                (response) throws(ClientError) in
                try response.bytes(limit: Self.mostBytes)
            }
            guard let json = try? JSONValue(bytes) else { return }
            let summary = KubeletSummary(node: node, json)
            state.withLock { $0.summaries.append(summary) }
        } catch {
            if case .forbidden = error { state.withLock { $0.isForbidden = true } }
        }
    }
}
