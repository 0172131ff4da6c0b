import KubernetesModel
import Testing

@Suite("Decoding pods")
struct PodDecodingTests {
    @Test("reads spec, status and metadata")
    func everything() throws {
        let pod = try #require(
            try pod(
                #"""
                "metadata": {"name": "agent-x", "namespace": "logging", "uid": "u-1", "resourceVersion": "12",
                  "creationTimestamp": "2026-11-21T21:00:00Z", "labels": {"b": "2", "a": "1"},
                  "annotations": {"kubernetes.io/config.mirror": "yes", "other": "dropped"},
                  "deletionTimestamp": null, "finalizers": ["x/y", "x/y", "x/z"],
                  "ownerReferences": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent", "uid": "u-0",
                    "controller": true}]},
                "spec": {"nodeName": "n1", "hostNetwork": true, "priority": 1000, "preemptionPolicy": "Never",
                  "containers": [{"name": "main", "image": "agent:1", "command": ["/agent"],
                    "resources": {"requests": {"cpu": 2, "memory": "64Mi"}, "limits": null},
                    "ports": [{"containerPort": 80, "hostPort": 8080, "protocol": "UDP"}],
                    "env": [{"name": "A", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k", "optional": true}}}],
                    "envFrom": [{"configMapRef": {"name": "c"}}],
                    "livenessProbe": {"httpGet": {"path": "/healthz", "port": "web"}, "periodSeconds": 5},
                    "readinessProbe": {"exec": {"command": ["cat", "/tmp/ok"]}},
                    "volumeMounts": [{"name": "data", "mountPath": "/data"},
                      {"name": "kube-api-access-abcde", "mountPath": "/var/run/secrets"}]}],
                  "tolerations": [{"key": "a", "operator": "", "effect": "NoSchedule"}, {"operator": "Exists"},
                    {"key": "b", "operator": "Sometimes", "effect": "Never"}],
                  "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "pvc"}},
                    {"name": "tmp", "emptyDir": {"medium": "Memory", "sizeLimit": "1Gi"}},
                    {"name": "nfs", "nfs": {"server": "x"}},
                    {"name": "kube-api-access-abcde", "projected": {"sources": []}}]},
                "status": {"phase": "Running", "startTime": "2026-11-21T21:00:01Z",
                  "conditions": [{"type": "Ready", "status": "True"}, {"type": "Initialized", "status": "True"},
                    {"type": "PodScheduled", "status": "False", "reason": "Unschedulable"}],
                  "containerStatuses": [{"name": "main", "ready": true, "restartCount": 3, "started": true,
                    "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off"}},
                    "lastState": {"terminated": {"exitCode": 137, "reason": "OOMKilled",
                      "finishedAt": "2026-11-21T21:00:09Z"}}}]}
                """#))
        #expect(pod.metadata.qualifiedName == "logging/agent-x")
        #expect(pod.metadata.labels == ["a": "1", "b": "2"])
        #expect(pod.metadata.annotations == ["kubernetes.io/config.mirror": "yes"])
        #expect(pod.metadata.controller?.uid == "u-0")
        #expect(pod.metadata.finalizers == ["x/y", "x/z"])
        #expect(pod.nodeName == "n1")
        #expect(pod.spec.isHostNetwork && pod.spec.neverPreempts && pod.spec.priority == 1000)
        #expect(pod.spec.schedulerName == "default-scheduler" && pod.spec.restartPolicy == "Always")
        let container = try #require(pod.spec.containers.first)
        #expect(container.resources.requests["cpu"] == Quantity(units: 2))
        #expect(container.resources.requests["memory"] == Quantity(units: 64 << 20))
        #expect(container.ports == [ContainerPort(containerPort: 80, hostPort: 8080, networkProtocol: "UDP")])
        #expect(
            container.configReferences == [
                ConfigReference(kind: "Secret", name: "s", key: "k", isOptional: true),
                ConfigReference(kind: "ConfigMap", name: "c"),
            ])
        #expect(container.livenessProbe?.action == "http-get :web/healthz")
        #expect(container.livenessProbe?.periodSeconds == 5)
        #expect(container.readinessProbe?.action == "exec [cat /tmp/ok]")
        #expect(container.readinessProbe?.periodSeconds == 10)
        #expect(container.volumeMounts == [VolumeMount(name: "data", mountPath: "/data")])
        #expect(pod.spec.tolerations.map(\.comparison) == [.equal, .exists, nil])
        #expect(pod.spec.tolerations.map(\.hasUnknownEffect) == [false, false, true])
        #expect(
            pod.spec.volumes.map(\.source) == [
                .persistentVolumeClaim(name: "pvc"), .emptyDir(sizeLimit: Quantity(units: 1 << 30), isMemory: true),
                .other(kind: "nfs"),
            ])
        #expect(pod.status.phase == .running)
        #expect(pod.status.conditions.map(\.type) == ["Ready", "PodScheduled"])
        let status = try #require(pod.status.containerStatuses.first)
        #expect(status.waiting?.reason == "CrashLoopBackOff")
        #expect(status.restartCount == 3 && status.isReady && status.hasStarted)
        #expect(status.termination?.exitCode == 137)
    }

    private static func affinity(_ terms: String) -> String {
        #"""
        "metadata": {"name": "p"}, "spec": {"affinity": {"nodeAffinity": {
          "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [\#(terms)]}}}}
        """#
    }

    @Test("takes the node that a DaemonSet's controller aims at out of the affinity")
    func pinned() throws {
        let field = #"{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n1"]}]}"#
        for terms in [field, "\(field), \(field)"] {
            let pod = try #require(try pod(Self.affinity(terms)))
            #expect(pod.pinnedNodeName == "n1")
            #expect(pod.spec.requiredNodeAffinity == nil)
        }
    }

    @Test(
        "leaves other affinities alone",
        arguments: [
            #"{"matchExpressions": [{"key": "a", "operator": "Exists"}]}"#,
            #"{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n1", "n2"]}]}"#,
            #"{"matchFields": [{"key": "metadata.name", "operator": "NotIn", "values": ["n1"]}]}"#,
            #"""
            {"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n1"]}]},
            {"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n2"]}]}
            """#,
            #"""
            {"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n1"]}],
             "matchExpressions": [{"key": "a", "operator": "Exists"}]}
            """#,
        ])
    func notPinned(_ terms: String) throws {
        let pod = try #require(try pod(Self.affinity(terms)))
        #expect(pod.pinnedNodeName.isEmpty)
        #expect(pod.spec.requiredNodeAffinity != nil)
    }

    private static func resources(_ status: String) -> String {
        #"""
        "metadata": {"name": "p"},
        "spec": {"containers": [{"name": "c", "resources": {"requests": {"cpu": "1"}}}]},
        "status": {"containerStatuses": [{"name": "c", \#(status)}]}
        """#
    }

    @Test(
        "keeps the resources in force only where they differ from what was asked",
        arguments: [
            (#""resources": {"requests": {"cpu": "1000m"}}, "allocatedResources": {"cpu": 1}"#, true),
            (#""resources": {"requests": {"cpu": "1"}}"#, true),
            (#""ready": true"#, true),
            (#""resources": {"requests": {"cpu": "2"}}, "allocatedResources": {"cpu": 1}"#, false),
            (#""resources": {"requests": {"cpu": "1"}}, "allocatedResources": {"cpu": 2}"#, false),
            (#""resources": {}"#, false),
        ])
    func requestsInForce(_ status: String, _ areDropped: Bool) throws {
        let status = try #require(try pod(Self.resources(status))?.status.containerStatuses.first)
        #expect((status.requests == nil && status.allocatedResources == nil) == areDropped)
        if !areDropped { #expect(status.requests != nil) }
    }

    @Test("shares the spec of pods that one template made")
    func sharing() throws {
        func item(_ name: String, _ node: String, _ suffix: String) -> String {
            #"""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "\#(name)", "labels":
              {"controller-revision-hash": "h1"}, "ownerReferences": [{"kind": "DaemonSet", "name": "d",
              "uid": "u", "controller": true}]}, "spec": {"nodeName": "\#(node)", "containers": [{"name": "c",
              "volumeMounts": [{"name": "kube-api-access-\#(suffix)", "mountPath": "/x"}]}],
              "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms":
              [{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["\#(node)"]}]}]}}},
              "volumes": [{"name": "kube-api-access-\#(suffix)", "projected": {}}]}}
            """#
        }
        let snapshot = try read(#"{"kind": "List", "items": [\#(item("a", "n1", "x")), \#(item("b", "n2", "y"))]}"#)
        #expect(snapshot.pods.count == 2)
        #expect(snapshot.pods[0].sharedSpec === snapshot.pods[1].sharedSpec)
    }
}
