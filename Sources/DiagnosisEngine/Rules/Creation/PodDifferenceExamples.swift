import KubernetesModel

/// Pods that admission changed, and others that are as their template.
enum PodDifferenceExamples {
    static let all: [RuleExample] =
        [
            .firing(
                "OpenShift's default project node selector is in the pod, and the kubelet refuses it", on: ["n1"],
                with: [
                    "field": "nodeSelector", "value": "region=primary", "changedByKind": "openshift-default",
                    "isRefusedByKubelet": true,
                ]
            ) { cluster in
                cluster.node("n1", labels: ["region": "infra"])
                cluster.node("n2", labels: ["region": "primary"])
                cluster.namespace([Annotation.openShiftUIDRange: "1000080000/10000"])
                cluster.daemonPod(on: "n2") { $0.select("region", "primary") }
                cluster.daemonPod(on: "n1") { pod in
                    pod.select("region", "primary")
                    pod.fail("MatchNodeSelector", "Pod Predicate MatchNodeSelector failed")
                }
            },
            .firing(
                "the namespace's annotation selects other nodes, and the pod waits", on: ["n1"],
                with: ["changedByKind": "namespace", "isRefusedByKubelet": false]
            ) { cluster in
                cluster.node("n1")
                cluster.namespace([Annotation.namespaceNodeSelector: "team=blue"])
                cluster.waitingPod(on: "n1") { $0.select("team", "blue") }
            },
            .firing(
                "a webhook gave the pod a lower priority, and lesser pods hold the room", on: ["n1"],
                with: [
                    "field": "priority", "value": "no priority class (0) in place of system-node-critical (2000001000)",
                    "changedByKind": "unknown",
                ]
            ) { cluster in
                cluster.node("n1", cpu: "1")
                cluster.template { spec in
                    spec.priorityClassName = "system-node-critical"
                    spec.containers[0].resources.requests = ExampleObjects.resources(["cpu": "500m"])
                }
                cluster.pod("web-1", on: "n1", priority: 100, requests: ["cpu": "800m"])
                cluster.waitingPod(on: "n1", refused: "1 Insufficient cpu") { pod in
                    var own = pod.spec
                    own.priorityClassName = ""
                    own.priority = 0
                    pod.sharedSpec = Shared(own)
                }
            },
            .firing(
                "a webhook put the pod into a RuntimeClass, the overhead of which doesn't fit", on: ["n1"],
                with: ["field": "overhead", "value": "160Mi of memory", "changedByKind": "runtime-class"]
            ) { cluster in
                cluster.node("n1", memory: "1Gi")
                cluster.template { spec in
                    spec.containers[0].resources.requests = ExampleObjects.resources(["memory": "100Mi"])
                }
                cluster.pod("web-1", on: "n1", requests: ["memory": "900Mi"])
                cluster.waitingPod(on: "n1", refused: "1 Insufficient memory") { pod in
                    var own = pod.spec
                    own.runtimeClassName = "kata"
                    own.overhead = ExampleObjects.resources(["memory": "160Mi"])
                    pod.sharedSpec = Shared(own)
                }
            },
            .firing("the RuntimeClass selects other nodes", on: ["n1"], with: ["changedByKind": "runtime-class"]) {
                cluster in
                cluster.node("n1")
                var runtimeClass = RuntimeClass()
                runtimeClass.metadata.name = "kata"
                runtimeClass.nodeSelector = ExampleObjects.labels(["kata": "yes"])
                cluster.snapshot.runtimeClasses = [runtimeClass]
                cluster.template { $0.runtimeClassName = "kata" }
                cluster.waitingPod(on: "n1") { $0.select("kata", "yes") }
            },
            .firing(
                "a webhook took the toleration away", on: ["n1"],
                with: ["field": "tolerations", "changedByKind": "unknown"]
            ) { cluster in
                cluster.node("n1", taints: ["dedicated=gpu:NoSchedule"])
                cluster.template { $0.tolerations = [Toleration(key: "dedicated", comparison: .exists)] }
                cluster.waitingPod(on: "n1") { pod in
                    var spec = pod.spec
                    spec.tolerations = []
                    pod.sharedSpec = Shared(spec)
                }
            },
            .firing(
                "a webhook adds a node affinity that the node doesn't match", on: ["n1"],
                with: ["field": "affinity", "value": "pool In [web]", "changedByKind": "unknown"]
            ) { cluster in
                cluster.node("n1")
                cluster.waitingPod(on: "n1") { pod in
                    var spec = pod.spec
                    var terms = spec.requiredNodeAffinity?.terms ?? [NodeSelectorTerm()]
                    terms[0].matchExpressions = [
                        NodeSelectorRequirement(key: "pool", comparison: .isIn, values: ["web"])
                    ]
                    spec.requiredNodeAffinity = NodeSelector(terms: terms)
                    pod.sharedSpec = Shared(spec)
                }
            },
            .silent("the node matches what was added") { cluster in
                cluster.node("n1", labels: ["region": "primary"])
                cluster.waitingPod(on: "n1") { $0.select("region", "primary") }
            },
            .silent("the template selects the same") { cluster in
                cluster.node("n1")
                cluster.template { $0.nodeSelector = ["region": "primary"] }
                cluster.waitingPod(on: "n1")
            },
        ]
}

extension ExampleCluster {
    fileprivate mutating func namespace(_ annotations: [String: String]) {
        var namespace = Namespace()
        namespace.metadata.name = daemonSet.namespace
        namespace.metadata.annotations = ExampleObjects.labels(annotations)
        snapshot.namespaces = [namespace]
    }
}

extension Pod {
    fileprivate mutating func select(_ key: String, _ value: String) {
        var own = spec
        own.nodeSelector = ExampleObjects.labels([key: value])
        sharedSpec = Shared(own)
    }
}
