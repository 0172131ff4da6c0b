import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("ResourceQuotas refuse pods in a simulation as at admission")
struct QuotaTests {
    private let gpu = taint("dedicated=gpu:NoSchedule")

    private func quota(_ hard: [String: String], used: [String: String], scopes: [ResourceQuota.Scope] = [])
        -> ResourceQuota
    {
        var quota = ResourceQuota()
        quota.metadata = ObjectMeta(name: "tight", namespace: "default")
        quota.hard = resources(hard)
        quota.used = resources(used)
        quota.scopes = scopes
        return quota
    }

    /// A pod serves on n1; two more nodes have a taint.
    private func tainted(_ quota: ResourceQuota, surge: WholeNumber = 0) -> Scenario {
        var agent = anAgent(memory: "1Gi")
        agent.updateStrategy = .rollingUpdate(maxUnavailable: .number(surge > 0 ? 0 : 1), maxSurge: .number(surge))
        var scenario = Scenario(
            agent, nodes: [node("n1"), node("n2", taints: [gpu]), node("n3", taints: [gpu])],
            pods: [daemonPod(of: agent, on: "n1")])
        scenario.quotas = [quota]
        return scenario
    }

    private let toleration = Change.addToleration(Toleration(key: "dedicated", comparison: .exists))

    @Test(
        "New pods are made as far as the quota goes",
        arguments: [
            (["pods": "2"], ["pods": "1"], 2), (["pods": "9"], ["pods": "1"], 3),
            (["count/pods": "1"], ["count/pods": "1"], 1),
            (["requests.memory": "2560Mi"], ["requests.memory": "1Gi"], 2), (["cpu": "1"], ["cpu": "100m"], 3),
            (["requests.example.com/gpu": "0"], [:], 3), (["limits.memory": "9Gi"], [:], 1),
            (["services": "0"], [:], 3),
        ] as [([String: String], [String: String], Int)])
    func newPods(hard: [String: String], used: [String: String], served: Int) throws {
        let after = try tainted(quota(hard, used: used)).after(toleration)
        #expect(after.served.count == served)
        let refused = after.nodes.filter { $0.after == .refusedByQuota("tight") }
        #expect(refused.count == 3 - served)
    }

    @Test("A replaced pod gives back what it took; a surge has to be let in beside it")
    func replacedPods() throws {
        let full = quota(["pods": "1"], used: ["pods": "1"])
        let smaller = Change.setRequest(container: "agent", resource: "memory", quantity: quantity("500Mi"))
        #expect(try tainted(full).after(smaller).rollout?.isComplete == true)
        #expect(try tainted(full, surge: 1).after(smaller).rollout?.staleNodes == ["n1"])
    }

    @Test("What a deleted pod gives back may go to a DaemonSet whose pods the quota refuses", arguments: [true, false])
    func rivals(isRefused: Bool) throws {
        var scenario = tainted(quota(["pods": "1"], used: ["pods": "1"]))
        var other = daemonSet("other", spec: podSpec([container("other")]))
        other.status.desiredNumberScheduled = 2
        other.status.currentNumberScheduled = isRefused ? 0 : 2
        scenario.others = [other]
        let smaller = Change.setRequest(container: "agent", resource: "memory", quantity: quantity("500Mi"))
        let after = try scenario.after(smaller)
        #expect(after.served == (isRefused ? [] : ["n1"]))
        #expect(after.nodes.contains { $0.after == .refusedByQuota("tight") } == isRefused)
    }

    @Test("A quota for other pods, and one of another namespace, is not judged")
    func otherQuotas() throws {
        #expect(
            try tainted(
                quota(["pods": "1"], used: ["pods": "1"], scopes: [.init(key: "BestEffort", comparison: .exists)])
            ).after(toleration).served.count == 3)
        var other = quota(["pods": "1"], used: ["pods": "1"])
        other.metadata.namespace = "apps"
        #expect(try tainted(other).after(toleration).served.count == 3)
    }

    @Test("A pod that the quota keeps from being made has no place before either")
    func missingPods() throws {
        let agent = anAgent(memory: "1Gi")
        var scenario = Scenario(agent, nodes: [node("n1"), node("n2")], pods: [daemonPod(of: agent, on: "n1")])
        scenario.quotas = [quota(["pods": "1"], used: ["pods": "1"])]
        let after = try scenario.after(.setRequest(container: "agent", resource: "cpu", quantity: quantity("50m")))
        #expect(after.lostNames.isEmpty)
        #expect(after.served == ["n1"])
    }

    @Test("DaemonSets that a change lets in are refused as well")
    func landings() throws {
        let other = daemonSet("logs", namespace: "apps", spec: podSpec([container(requests: ["memory": "1Gi"])]))
        var scenario = tainted(quota(["pods": "9"], used: ["pods": "1"]))
        scenario.others = [other]
        var quota = quota(["pods": "1"], used: [:])
        quota.metadata.namespace = "apps"
        scenario.quotas.append(quota)
        let after = try scenario.after(.removeTaint(key: "dedicated", effect: .noSchedule, nodes: ["n2", "n3"]))
        #expect(after.landings.map(\.nodes.count) == [1])
    }
}
