import KubernetesModel
import PlacementEngine
import Wording

/// Two taints that only together keep the pods off nodes which fit otherwise, as the two names of the control plane's
/// role: tolerating one of them changes nothing.
struct JointTaints: Sendable {
    private var first: Taint
    private var second: Taint
    /// How many nodes would become eligible with both tolerations.
    private var admits: Int

    /// Nil where no node is kept off by two taints of different keys alone, or one of them has a purpose that is none of
    /// this DaemonSet's.
    init?(in situation: DaemonSetSituation) {
        let now = situation.snapshot.capturedAt
        let duties = situation.duties
        var groups: [String: (taints: [Taint], nodes: Int)] = [:]
        for node in situation.nodes {
            let taints = TolerationAdvice.taints(keepingOff: node, duties: duties, at: now)
            guard taints.count == 2, taints[0].key != taints[1].key,
                taints.allSatisfy({ TaintPurpose(of: $0, on: node.node)?.isMeant(for: duties) ?? true })
            else { continue }
            let name = "\(taints[0]) \(taints[1])"
            groups[name, default: (taints, 0)].nodes += 1
        }
        let most = groups.max { ($0.value.nodes, $1.key) < ($1.value.nodes, $0.key) }
        guard let found = most?.value, let first = found.taints.first, let second = found.taints.last else {
            return nil
        }
        self.first = first
        self.second = second
        admits = found.nodes
    }

    static let parameterDescriptions: [ParameterDescription] =
        ["joint", "other"].flatMap { name -> [ParameterDescription] in
            [
                .text("\(name)Taint", .optional), .text("\(name)Key", .optional), .text("\(name)Operator", .optional),
                .text("\(name)Value", .optional), .text("\(name)Effect", .optional),
            ]
        }

    var parameters: Parameters {
        var parameters: Parameters = ["admits": .number(WholeNumber(admits))]
        for (name, taint) in [("joint", first), ("other", second)] {
            parameters["\(name)Taint"] = .text(taint.description)
            parameters["\(name)Key"] = .text(taint.key)
            parameters["\(name)Operator"] = .text(taint.value.isEmpty ? "Exists" : "Equal")
            parameters["\(name)Value"] = taint.value.isEmpty ? nil : .text(taint.value)
            parameters["\(name)Effect"] = (taint.effect?.rawValue).map { .text($0) }
        }
        return parameters
    }

    var sentence: String {
        "Tolerations for both \(first) and \(second) would admit \(Wording.count(admits, "node"))."
    }
}
