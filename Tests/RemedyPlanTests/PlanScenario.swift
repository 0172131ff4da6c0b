import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
@testable import RemedyPlan
import RemedyPlaybooks
import TestBuilders

/// A snapshot with all that a plan is made from.
struct PlanScenario {
    let snapshot: Snapshot
    let diagnosis: ClusterDiagnosis
    let advisor: RemedyAdvisor
    let advised: [AdvisedDaemonSet]

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        let engine = PlacementEngine(ClusterIndex(snapshot))
        diagnosis = DiagnosisEngine(engine).diagnosis()
        let advisor = RemedyAdvisor(engine, catalogue: .embedded)
        self.advisor = advisor
        advised = diagnosis.daemonSets.map { daemonSet in
            let advice = advisor.advice(for: daemonSet)
            return AdvisedDaemonSet(daemonSet, remedies: advice.map(\.remedies), inVain: advice.map(\.inVain))
        }
    }

    func search(_ options: PlanOptions = PlanOptions()) -> PlanSearch {
        PlanSearch(diagnosis, advisor: advisor, options: options)
    }

    func plan(_ edit: (inout PlanOptions) -> Void = { _ in }) -> Plan {
        var options = PlanOptions()
        edit(&options)
        return search(options).plan(for: advised)
    }

    /// The plan with the cluster after its last step.
    func run(_ options: PlanOptions = PlanOptions()) -> (plan: Plan, cluster: PlannedCluster) {
        var run = PlanRun(search(options), advised)
        run.tryAllWhereFew()
        run.takeSteps()
        run.improve()
        return (run.plan(clusterFindings: []), run.cluster)
    }
}

/// A DaemonSet with a pod on every node, which waits where it has no place.
func agents(_ daemonSet: DaemonSet, bound: [String], waiting: [String]) -> [Pod] {
    bound.map { daemonPod(of: daemonSet, on: $0) } + waiting.map { daemonPod(of: daemonSet, on: $0, isBound: false) }
}

/// A pod of a ReplicaSet that fills a node.
func filler(_ name: String, on node: String, memory: String, priority: WholeNumber = 0) -> Pod {
    pod(
        name, namespace: "apps", on: node, labels: ["app": "filler"], priority: priority,
        spec: podSpec([container(requests: ["memory": memory])])
    ) {
        $0.metadata.ownerReferences = [
            OwnerReference(kind: "ReplicaSet", name: "filler", uid: "filler", isController: true)
        ]
    }
}
