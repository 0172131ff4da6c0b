import KubernetesModel
import Wording

extension [LocatedSymptom<StartStep>] {
    /// The DaemonSets of the namespace that a waiting container names, and whose pods fail on the same nodes, as
    /// `namespace/name`: what it waits for.
    func awaited(by name: String, in situation: DaemonSetSituation) -> [String] {
        var found: Set<String> = []
        for symptom in prefix(Self.mostNodes) {
            guard let container = symptom.node.pod?.spec.allContainers.first(where: { $0.name == name }) else {
                continue
            }
            let words = AwaitedName.words(of: ([name] + container.command + container.args).joined(separator: " "))
            for position in situation.index.podsByNode[symptom.node.position] {
                let pod = situation.snapshot.pods[position]
                guard pod.namespace == situation.daemonSet.namespace, !pod.isReady, !pod.isTerminating,
                    let owner = pod.metadata.controller, owner.kind == DaemonSet.kind,
                    owner.uid != situation.daemonSet.metadata.uid,
                    pod.status.allContainerStatuses.contains(where: { $0.termination.map { $0.exitCode != 0 } ?? false }
                    ),
                    !words.isDisjoint(with: AwaitedName.words(of: owner.name))
                else { continue }
                found.insert("\(pod.namespace)/\(owner.name)")
            }
        }
        return found.sorted(by: NaturalOrder.precedes)
    }

    /// So many nodes tell what it waits for.
    private static var mostNodes: Int { 32 }
}

/// The words by which a command names a program.
enum AwaitedName {
    static func words(of text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count > 4 && !common.contains($0) })
    }

    /// Words in the names of programs of all kinds.
    private static let common: Set<String> = [
        "agent", "daemon", "driver", "controller", "manager", "system", "plugin", "server", "client", "sleep", "until",
        "while", "ready", "online", "check", "health", "default", "nodes", "container", "service", "local",
        "kubernetes",
    ]
}
