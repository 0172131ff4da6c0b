import KubernetesModel
import PlacementEngine

extension NodeSituation {
    /// The host ports that the new pod waits for and its predecessor holds, with that pod: with maxSurge the controller
    /// deletes the old pod only once the new one is available (`rollingUpdate`). Nil where it waits for something else.
    func portsHeldByPredecessor(in situation: DaemonSetSituation) -> (holder: String, ports: [String])? {
        guard isWaitingForScheduler, let pod,
            case .rollingUpdate(_, let surge) = situation.daemonSet.updateStrategy,
            surge.scaled(of: max(1, situation.counts.desired)) > 0
        else { return nil }
        let holders = pods.filter { $0.nodeName == node.name && !$0.isTerminating && !$0.isTerminal }
        let held = holders.flatMap { HostPort.ports(of: $0.spec) }
        let taken = HostPort.ports(of: pod.spec).filter { port in held.contains { $0.conflicts(with: port) } }
        guard !taken.isEmpty else { return nil }
        return (holders.map(\.metadata.qualifiedName).min() ?? "", taken.map(\.description).sorted())
    }
}
