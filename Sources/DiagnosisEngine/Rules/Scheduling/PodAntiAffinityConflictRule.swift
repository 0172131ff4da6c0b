import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A pod is near that keeps the daemon pod away, or that it keeps away from.
    public static let podAntiAffinityConflict = Self("pod-anti-affinity-conflict")
}

/// A pod is near that keeps the daemon pod away, or that it keeps away from.
struct PodAntiAffinityConflictRule: NodeRule {
    static let code = FindingCode.podAntiAffinityConflict
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .podsOfOtherNamespaces, .namespaces]
    static let weakenedWithout: [SnapshotPart] = [.podDisruptionBudgets]
    static let parameters: [ParameterDescription] = AffinitySymptom.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "Anti-affinity, the pod's own or that of a pod already there, keeps it off the node.",
        explanation: """
            Required anti-affinity works both ways: the daemon pod's own rule counts, and so does the rule of each pod \
            that is already there (InterPodAffinity, existing pods' anti-affinity).
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<AffinitySymptom>? {
        guard let reason = node.refusal(by: .interPodAffinity), reason != .podAffinity else { return nil }
        return Symptom(
            grouping: reason.message, detail: AffinitySymptom(reason: reason), evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<AffinitySymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let pod = symptoms[0].node.pod
        let isOwnRule = symptoms[0].detail.reason == .podAntiAffinity
        let spec = pod?.spec ?? situation.daemonSet.template.spec
        let conflicts = pod.map { pod in
            AffinityConflicts(
                of: pod, near: symptoms.map(\.node.position), isOwnRule: isOwnRule,
                in: situation.cluster.engine.cluster)
        }
        let holders = (conflicts?.pods ?? []).map { situation.snapshot.pods[$0] }
        let counted = Dictionary(grouping: holders) { Workload.name(of: $0) }
        let names = counted.keys.sorted()
        let list = Wording.list(names.prefix(3).map { "\($0) ×\(counted[$0]?.count ?? 0)" })
        let who = names.isEmpty ? "pods in the same domain" : list
        let words = spec.requiredPodAntiAffinity.map(AffinityWording.text)
        var message =
            isOwnRule
            ? "The pod must not run next to pods with \(Wording.list(words)), and \(who) "
                + "\(holders.count == 1 ? "is" : "are") there. "
            : "\(who) must not run next to pods with this pod's labels. "
        if conflicts?.isByRegressionOnly == true {
            message +=
                "The rule's selector does not cover that namespace, but kube-scheduler "
                + "\(situation.snapshot.kubernetesVersion) treats a namespaceSelector with NotIn or DoesNotExist as every "
                + "namespace (\(VersionRules.namespaceSelectorIssue)). "
        }
        var topologyKey = conflicts?.topologyKey ?? ""
        if topologyKey.isEmpty, isOwnRule { topologyKey = spec.requiredPodAntiAffinity.first?.topologyKey ?? "" }
        return FindingDescription(
            title: isOwnRule ? "the pod's anti-affinity keeps it off" : "anti-affinity of pods there keeps the pod off",
            message: message + PreemptionWording.sentence(symptoms.map(\.node), in: situation),
            parameters: [
                "term": .text(isOwnRule ? words.joined(separator: "; ") : ""),
                "topologyKey": .text(topologyKey), "isOwnRule": .truth(isOwnRule),
                "holders": .list(
                    names.map {
                        .object(["workload": .text($0), "pods": .number(WholeNumber(counted[$0]?.count ?? 0))])
                    }),
            ])
    }
}

extension PodAntiAffinityConflictRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the pod keeps away from databases, and one is on the node", on: ["n1"],
                with: [
                    "isOwnRule": true, "topologyKey": "kubernetes.io/hostname",
                    "holders": [.object(["workload": "apps/database", "pods": 1])],
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.template { spec in
                    spec.requiredPodAntiAffinity = [
                        PodAffinityTerm(
                            labelSelector: LabelSelector(matchLabels: ["app": "database"]),
                            topologyKey: NodeLabel.hostname,
                            namespaces: ["apps"])
                    ]
                }
                cluster.pod("database-1", on: "n1", labels: ["app": "database"])
                cluster.pod("namesake-1", namespace: "test", on: "n1", labels: ["app": "database"])
                cluster.waitingPod(on: "n1", refused: "1 node(s) didn't match pod anti-affinity rules")
                cluster.daemonPod(on: "n2")
            },
            .firing("a pod in the same zone wants no agent near it", on: ["n1"], with: ["isOwnRule": false]) {
                cluster in
                cluster.node("n1", labels: [NodeLabel.zone: "a"])
                cluster.node("n2", labels: [NodeLabel.zone: "a"], taints: ["dedicated=shy:NoSchedule"])
                cluster.pod("shy-1", namespace: "logging", on: "n2") { pod in
                    var spec = pod.spec
                    spec.requiredPodAntiAffinity = [
                        PodAffinityTerm(
                            labelSelector: LabelSelector(matchLabels: ["app": "agent"]), topologyKey: NodeLabel.zone)
                    ]
                    pod.sharedSpec = Shared(spec)
                }
                cluster.waitingPod(on: "n1", refused: "1 node(s) didn't satisfy existing pods anti-affinity rules")
            },
            .firing(
                "a scheduler of 1.36 takes a negative namespace selector for every namespace", on: ["n1"],
                with: ["isOwnRule": true, "holders": [.object(["workload": "apps/database", "pods": 1])]]
            ) { cluster in cluster.databaseOfExcludedNamespace(version: "v1.36.2") },
            .silent("a scheduler of 1.33 keeps to the namespace selector") { cluster in
                cluster.databaseOfExcludedNamespace(version: "v1.33.4")
            },
            .silent("the databases are on other nodes") { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=database:NoSchedule"])
                cluster.template { spec in
                    spec.requiredPodAntiAffinity = [
                        PodAffinityTerm(
                            labelSelector: LabelSelector(matchLabels: ["app": "database"]),
                            topologyKey: NodeLabel.hostname,
                            namespaces: ["apps"])
                    ]
                }
                cluster.pod("database-1", on: "n2", labels: ["app": "database"])
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}

extension ExampleCluster {
    /// A pod on `n1` that the daemon pod's rule leaves out by its namespace.
    fileprivate mutating func databaseOfExcludedNamespace(version: String) {
        snapshot.kubernetesVersion = version
        node("n1")
        template { spec in
            spec.requiredPodAntiAffinity = [
                PodAffinityTerm(
                    labelSelector: LabelSelector(matchLabels: ["app": "database"]), topologyKey: NodeLabel.hostname,
                    namespaceSelector: LabelSelector(
                        matchExpressions: [.init(key: "team", comparison: .notIn, values: ["apps"])]))
            ]
        }
        for (name, team) in [("apps", "apps"), ("logging", "infra")] {
            var namespace = Namespace()
            namespace.metadata = ObjectMeta(name: name)
            namespace.metadata.labels = Labels([.init(key: "team", value: team)])
            snapshot.namespaces.append(namespace)
        }
        pod("database-1", on: "n1", labels: ["app": "database"])
        waitingPod(on: "n1")
    }
}
