import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A node has less left than the pod asks for.
    public static let insufficientResource = Self("insufficient-resource")
}

/// A node has less left than the pod asks for.
struct InsufficientResourceRule: NodeRule {
    static let code = FindingCode.insufficientResource
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .podsOfOtherNamespaces]
    static let weakenedWithout: [SnapshotPart] = [
        .podDisruptionBudgets, .priorityClasses, .csiNodes, .runtimeClasses, .limitRanges, .events,
    ]
    static let parameters: [ParameterDescription] = ResourceShortageReport.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "The node has less of a resource free than the pod requests.",
        explanation: """
            The scheduler compares requests, not use: the requests of the pods on a node are subtracted from its \
            allocatable, whether they use them or not (NodeResourcesFit). A daemon pod waits for its one node. It gets \
            room there only if pods leave, request less or have a lower priority, if the node grows, or if the pod \
            itself requests less.
            """)

    static func causeTitle(of finding: Finding) -> String {
        "Not enough \(ResourceName.inTitles(finding.parameters.text("resource") ?? "")) free"
    }

    static func scope(of finding: Finding) -> CauseScope { .nodes(shortage: finding.parameters.text("resource") ?? "") }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ResourceShortage>? {
        guard node.needsPlace else { return nil }
        let shortages = ResourceShortage.all(on: node)
        guard let shortage = shortages.first(where: { $0.requested <= $0.allocatable }),
            !shortages.contains(where: { $0.requested > $0.allocatable })
        else { return nil }
        return Symptom(
            grouping: "\(shortage.resource) \(shortage.requested) \(shortage.preemption.outcome)", detail: shortage,
            evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<ResourceShortage>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let report = ResourceShortageReport(
            shortages: symptoms.map(\.detail), nodes: symptoms.map(\.node), situation: situation)
        var message =
            "The pod requests \(report.requested) of \(report.resource); "
            + "\(symptoms.count == 1 ? "the node has" : "each node has") \(report.range { max(0, $0.free) })"
            + " of \(report.range { $0.allocatable }) free.\(report.admittedSentence)"
        let holders = report.holders
        if !holders.isEmpty {
            message += " Held by \(Wording.list(holders.map { $0.text(of: report.resource) }))."
        }
        message += " " + PreemptionWording.sentence(symptoms.map(\.node), in: situation)
        return FindingDescription(
            title: "not enough \(ResourceName.inTitles(report.resource)) free", message: message,
            parameters: report.parameters(holders))
    }
}

extension InsufficientResourceRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the node has 212Mi left and the pod asks for 1000Mi", on: ["n1"],
                with: [
                    "resource": "memory", "shortfallMax": "788Mi", "preemption": "noVictims",
                    "suggestedContainerRequest": "212Mi", "suggestedPriorityClass": "middling", "nodePool": "small",
                ]
            ) { cluster in
                cluster.node("n1", memory: "1212Mi", labels: ["pool": "small"])
                cluster.node("n2")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "1000Mi"]) }
                cluster.pod("checkout-1", on: "n1", priority: 100, requests: ["memory": "1000Mi"])
                cluster.priorityClasses(["low": 50, "middling": 200, "high": 1_000])
                cluster.waitingPod(on: "n1", refused: "1 Insufficient memory")
                cluster.daemonPod(on: "n2")
            },
            .firing(
                "a controller before 1.12 creates no pod where it does not fit, and says so", on: ["n1"],
                with: ["resource": "cpu", "freeMax": "30m", "requested": "250m", "preemption": "never"]
            ) { cluster in
                cluster.snapshot.kubernetesVersion = "v1.11.6"
                cluster.node("n1", cpu: "2")
                cluster.node("n2", cpu: "2")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "250m"]) }
                cluster.pod("web-1", on: "n1", requests: ["cpu": "1970m"])
                cluster.daemonPod(on: "n2")
                cluster.event(
                    FailedPlacement.reason,
                    "failed to place pod on \"n1\": Node didn't have enough resource: cpu, requested: 250, used: 1970, "
                        + "capacity: 2000",
                    on: "agent", kind: DaemonSet.kind)
            },
            .firing(
                "a VerticalPodAutoscaler has raised the request of the pod", on: ["n1"],
                with: ["requested": "500m", "isRequestRaised": true, "requestSetBy": "admission"]
            ) { cluster in
                cluster.node("n1", cpu: "1")
                cluster.pod("web-1", on: "n1", requests: ["cpu": "700m"])
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "100m"]) }
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
                cluster.waitingPod(on: "n1", refused: "1 Insufficient cpu") { pod in
                    pod.metadata.labels = Labels(
                        pod.metadata.labels.pairs.filter { $0.key != ControllerRevision.Label.templateGeneration }
                            + [.init(key: ControllerRevision.Label.templateGeneration, value: "2")])
                    var spec = pod.spec
                    spec.containers[0].resources.requests = ExampleObjects.resources(["cpu": "500m"])
                    pod.sharedSpec = Shared(spec)
                }
            },
            .firing(
                "a LimitRange gives the request, and the template asks for nothing", on: ["n1"],
                with: [
                    "requested": "100m", "requestSetBy": "LimitRange logging/limits", "suggestedGivenRequest": "70m",
                ]
            ) { cluster in
                cluster.node("n1", cpu: "940m")
                var range = LimitRange()
                range.metadata = ObjectMeta(name: "limits", namespace: "logging")
                var item = LimitRangeItem()
                item.defaultRequests = ExampleObjects.resources(["cpu": "100m"])
                range.limits = [item]
                cluster.snapshot.limitRanges = [range]
                cluster.pod("hub-1", on: "n1", requests: ["cpu": "870m"])
                cluster.waitingPod(on: "n1", refused: "1 Insufficient cpu") { pod in
                    var spec = pod.spec
                    spec.containers[0].resources.requests = ExampleObjects.resources(["cpu": "100m"])
                    pod.sharedSpec = Shared(spec)
                }
            },
            .silent("the room just suffices, and the scheduler has not come round yet") { cluster in
                cluster.node("n1", memory: "2000Mi")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "1000Mi"]) }
                cluster.pod("checkout-1", on: "n1", requests: ["memory": "1000Mi"])
                cluster.waitingPod(on: "n1")
            },
            .silent("a pod that has come to its end holds nothing any more") { cluster in
                cluster.node("n1", memory: "1200Mi")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "1000Mi"]) }
                cluster.pod("report-1", on: "n1", requests: ["memory": "1000Mi"]) { $0.status.phase = .succeeded }
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}
