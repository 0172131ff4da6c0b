import ClusterSnapshot
import KubernetesModel
import Wording

/// The needs of each node, from its pods' events: a CSI driver, the pod network.
struct NodeNeeds: Sendable {
    /// The newest event that says so, by node and by what is lacking.
    private(set) var events: [String: [NodeAgents.Duty: Event]] = [:]
    /// Pods whose logs miss a socket in a folder of the node, by node and folder.
    private(set) var sockets: [String: [String: Need]] = [:]

    /// A pod that lacks something, and what says so.
    struct Need: Sendable {
        var pod: String
        var evidence: Evidence
    }

    init(_ index: ClusterIndex) {
        findSockets(in: index)
        var needs: [ClusterIndex.ObjectKey: [NodeAgents.Duty: Event]] = [:]
        for event in index.snapshot.events where event.regarding.kind == Pod.kind {
            guard let duty = Self.lacking(in: event) else { continue }
            let key = ClusterIndex.ObjectKey(
                kind: Pod.kind, namespace: event.regarding.namespace, name: event.regarding.name)
            needs[key, default: [:]][duty] = event
        }
        if needs.isEmpty { return }
        for pod in index.snapshot.pods {
            let key = ClusterIndex.ObjectKey(kind: Pod.kind, namespace: pod.namespace, name: pod.name)
            // A pod that runs by now has got what it lacked.
            guard let found = needs[key], !pod.isReady, !pod.isTerminal, !pod.nodeName.isEmpty else { continue }
            events[pod.nodeName, default: [:]].merge(found) { first, _ in first }
        }
    }

    private mutating func findSockets(in index: ClusterIndex) {
        var seen: Set<ClusterIndex.ObjectKey> = []
        let snapshot = index.snapshot
        for log in snapshot.logs where log.lines.suffix(Self.lastLines).contains(where: { $0.contains(".sock") }) {
            seen.insert(ClusterIndex.ObjectKey(kind: Pod.kind, namespace: log.namespace, name: log.pod))
        }
        if seen.isEmpty { return }
        for pod in snapshot.pods where !pod.isReady && !pod.isTerminal && !pod.nodeName.isEmpty {
            let key = ClusterIndex.ObjectKey(kind: Pod.kind, namespace: pod.namespace, name: pod.name)
            guard seen.contains(key) else { continue }
            for log in index.logs(ofPod: pod.name, namespace: pod.namespace) {
                let container = pod.spec.allContainers.first { $0.name == log.container }
                for line in log.lines.suffix(Self.lastLines) {
                    guard let folder = SharedFolder.missing(in: line, of: container, pod: pod) else { continue }
                    sockets[pod.nodeName, default: [:]][folder] = Need(
                        pod: pod.metadata.qualifiedName,
                        evidence: Evidence(
                            kind: .log, object: "container \(log.container)", text: Wording.essence(line)))
                }
            }
        }
    }

    /// How much of a log's end is looked at.
    private static let lastLines = 20

    /// The need that an event reports for the pod's node.
    static func lacking(in event: Event) -> NodeAgents.Duty? {
        switch event.reason {
        case "FailedMount", "FailedAttachVolume", "FailedMapVolume":
            return missingDriver(in: event.message).map { .volumes(driver: $0) }
        case "FailedCreatePodSandBox", "NetworkNotReady":
            let trouble = SandboxTrouble(message: event.message, pod: event.regarding.name)
            // Addresses run out, and settings are wrong, with every agent at work.
            switch trouble {
            case .networkConfiguration, .networkAgent, .networkBinary, .network: return .network
            default: return nil
            }
        default: return nil
        }
    }

    /// The driver in `driver name D not found in the list of registered CSI drivers` (`csi.newCSIDriverClient`) or
    /// `CSINode n1 does not contain driver D` (`csi_attacher`).
    static func missingDriver(in message: String) -> String? {
        let phrases = [("driver name ", " not found"), ("does not contain driver ", "")]
        for (before, behind) in phrases {
            guard let range = message.firstRange(of: before) else { continue }
            let name = message[range.upperBound...].prefix { !$0.isWhitespace && $0 != "," && $0 != ";" && $0 != "\"" }
            if name.isEmpty { continue }
            if behind.isEmpty || message[name.endIndex...].hasPrefix(behind) { return String(name) }
        }
        return nil
    }
}
