import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks

/// A remedy that may become a step.
struct PlanCandidate {
    /// The DaemonSet's position in the snapshot.
    let daemonSet: Int
    /// The finding that it is for, as it stands in the diagnosis.
    let reference: FindingReference
    /// The finding, with the nodes that still lack a pod.
    let finding: Finding
    let cause: Int
    let remedy: Remedy
    let trial: RemedyTrial
    /// The template that its commands are for; nil where that is not known.
    var template: PodTemplate?
    /// The place among all that were thought of.
    let order: Int
    /// Decides between equals. What takes the place of another remedy of its DaemonSet has that one's rank, so that it is
    /// tried at once: were the others' turn first, each step would spoil what was just found for all of them.
    var rank: Int
    /// How many more pods are available, as far as is known.
    var gain: Int
    var risk: Risk
    /// What it does, and after how many steps that was found out.
    var known: (effect: StepEffect, after: Int)?

    /// Whether it is worth more than another: more pods for the risk, then less risk, then more pods.
    func precedes(_ other: PlanCandidate) -> Bool {
        let (worth, otherWorth) = (gain * other.risk.weight, other.gain * risk.weight)
        if worth != otherWorth { return worth > otherWorth }
        if risk != other.risk { return risk < other.risk }
        if gain != other.gain { return gain > other.gain }
        return rank < other.rank
    }

    /// Whether it is worth more than a remedy that makes so many pods available at low risk.
    func isWorthMore(than gain: Int) -> Bool { self.gain * Risk.low.weight > gain * risk.weight }

    /// Whether its commands name one of these pods.
    func names(_ pods: Set<String>) -> Bool {
        !pods.isEmpty && remedy.commands.joined().contains(where: pods.contains)
    }

    /// The fields that its changes set, for two steps never to set one differently.
    var fields: Set<String> {
        Set(remedy.changes.compactMap { $0.field(ofDaemonSetAt: daemonSet) })
    }
}

extension Risk {
    /// How many pods a step of this risk must heal to be worth as much as one that heals one pod at no risk.
    fileprivate var weight: Int {
        switch self {
        case .low: return 1
        case .medium: return 3
        case .high: return 10
        }
    }
}

extension Parameters {
    /// The names of arguments that say to what a field is set, and not which field.
    private static let values: Set<String> = ["quantity", "value", "hostPort", "count"]

    /// What a described change sets, nil for one that sets no single field.
    func field(ofDaemonSetAt position: Int) -> String? {
        guard let change = text("change"), let kind = ChangeKind(ofChangeNamed: change) else { return nil }
        var parts = ["\(position)", change]
        switch kind {
        case .evictions, .nodes, .disks, .taints, .tolerations: return nil
        case .priority, .scheduler, .schedulingGates: break
        default:
            for (name, value) in entries where name != "change" && !Self.values.contains(name) {
                parts.append("\(name)=\(value.text ?? "")")
            }
        }
        return parts.joined(separator: "|")
    }
}
