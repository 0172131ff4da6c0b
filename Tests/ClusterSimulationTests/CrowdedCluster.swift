import ClusterSnapshot
import KubernetesModel
import TestBuilders

/// Random clusters in two zones whose nodes are nearly full, for pods to be moved about.
enum CrowdedCluster {
    static func snapshot(using random: inout SeededRandom) -> Snapshot {
        let nodes = (1...6).map { number in
            node("n\(number)", labels: [NodeLabel.zone: number.isMultiple(of: 2) ? "a" : "b"])
        }
        var scenario = Scenario(
            anAgent(
                memory: "\(Int.random(in: 1...4, using: &random))Gi",
                cpu: "\(Int.random(in: 1...20, using: &random))00m"),
            nodes: nodes)
        for node in nodes {
            var free = Int.random(in: 0...3, using: &random) * 512
            free = 8_192 - free
            while free > 512, scenario.pods.count < 60 {
                let memory = min(free, Int.random(in: 1...6, using: &random) * 512)
                free -= memory
                scenario.pods.append(somePod(scenario.pods.count, on: node.name, memory: memory, using: &random))
            }
        }
        for number in 0..<Int.random(in: 0...4, using: &random) {
            scenario.pods.append(somePod(100 + number, on: "", memory: 1_024, using: &random))
        }
        let spare = node("spare", memory: "\(Int.random(in: 2...16, using: &random))Gi", labels: [NodeLabel.zone: "a"])
        scenario.nodes.append(spare)
        scenario.budgets = (0..<4).map {
            budget(for: "w\($0)", allowing: WholeNumber(Int32.random(in: 0...3, using: &random)))
        }
        scenario.priorityClasses = [priorityClass("mid", 50), priorityClass("high", 5_000)]
        return scenario.snapshot
    }

    private static func somePod(
        _ number: Int, on node: String, memory: Int, using random: inout SeededRandom
    ) -> Pod {
        let workload = "w\(Int.random(in: 0..<6, using: &random))"
        let ranks: [WholeNumber] = [-5, 0, 0, 10, 100]
        let priority = ranks.randomElement(using: &random) ?? 0
        let cpu = Int.random(in: 0...8, using: &random) * 100
        let rule = Int.random(in: 0..<8, using: &random)
        var pod = ownedPod("\(workload)-\(number)", on: node, memory: "1Mi", priority: priority)
        let amounts = ["memory": "\(memory)Mi", "cpu": "\(cpu)m"]
        pod.sharedSpec = Shared(
            podSpec([container(requests: amounts, hostPort: rule == 2 ? 8_080 : 0)]) { spec in
                spec.priority = priority
                if rule == 0 { spec.topologySpreadConstraints = [spread(of: workload, over: NodeLabel.zone)] }
                if rule == 1 {
                    let apart = LabelSelector(matchLabels: ["app": workload])
                    spec.requiredPodAntiAffinity = [
                        PodAffinityTerm(labelSelector: apart, topologyKey: NodeLabel.hostname)
                    ]
                }
            })
        if random.happens(0.1) { pod.metadata.ownerReferences = [] }
        return pod
    }
}
