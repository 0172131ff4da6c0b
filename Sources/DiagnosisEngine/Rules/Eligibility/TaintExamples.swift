import ClusterSnapshot
import KubernetesModel

extension TaintNotToleratedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "one node of two is tainted", on: ["n2"],
                with: [
                    "taint": "dedicated=gpu:NoSchedule", "tolerationKey": "dedicated", "tolerationValue": "gpu",
                    "taintedNodes": 1,
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .firing(
                "the network plugin doesn't tolerate the taint that goes once it runs", on: ["n1"],
                with: [
                    "tolerationKey": "node.kubernetes.io/not-ready",
                    "taintKeeper": "it goes when a network plugin runs on the node",
                ]
            ) { cluster in
                cluster.node("n1", taints: ["node.kubernetes.io/not-ready:NoSchedule"]) { node in
                    node.conditions = [
                        Condition(
                            type: Node.ConditionType.ready, status: .isFalse, reason: "KubeletNotReady",
                            message: "container runtime network not ready: cni plugin not initialized",
                            lastTransitionTime: Timestamp(seconds: 0))
                    ]
                }
                cluster.template { spec in
                    spec.isHostNetwork = true
                    spec.volumes = [Volume(name: "cni", source: .hostPath(path: "/etc/cni/net.d", type: ""))]
                    spec.containers[0].volumeMounts = [VolumeMount(name: "cni", mountPath: "/etc/cni/net.d")]
                }
            },
            .firing(
                "GKE keeps its sandbox nodes tainted", on: ["n2"],
                with: ["taintKeeper": "GKE keeps it on the nodes of GKE Sandbox"]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["sandbox.gke.io/runtime=gvisor:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .firing(
                "taints of two keys keep the pods off a node", on: ["n2"],
                with: ["taint": "a=1:NoSchedule and b=2:NoExecute", "admits": 1, "taintedNodes": 1]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["b=2:NoExecute", "a=1:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .silent("the taint only asks pods to prefer other nodes") { cluster in
                cluster.node("n1", taints: ["dedicated=gpu:PreferNoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .firing(
                "the taint of a condition is left over on a node that is ready", on: ["n2"],
                with: ["tolerationKey": "node.kubernetes.io/not-ready", "taintedNodes": 1]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["node.kubernetes.io/not-ready:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .silent("the taint mirrors a condition of the node, which is the trouble then") { cluster in
                cluster.node("n1") { $0.becomeNotReady() }
            },
        ]
    }
}
