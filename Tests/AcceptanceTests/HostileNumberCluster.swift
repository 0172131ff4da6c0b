import Foundation

/// A cluster in which every number that a rule computes with can be given a hostile value.
///
/// A number stands in the text as `<name:usual value>`. Each gets hostile values of its form, one at a time.
enum HostileNumberCluster {
    /// What is tried in the place of a number, by what stands there.
    private static let values: [(form: String, values: [String])] = [
        ("quantity", ["9E", "-9E", "1e29", "-1e29", "0", "-1", "1n", "340282366920938463463374607431768211455.5n"]),
        ("percent", ["inf%", "nan%", "-1%", "1e29%", "0%", "9E", "-1"]),
        ("count", ["2147483647", "-2147483648", "0", "-1"]),
        ("number", ["9223372036854775807", "-9223372036854775808", "0", "-1"]),
        ("budget", ["2147483647", "-2147483648", "0", #""2147483647%""#, #""9223372036854775807%""#, #""-100%""#]),
        ("digits", ["9223372036854775807", "99999999999999999999", "0"]),
        ("moment", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59"]),
    ]

    /// The clusters by what is hostile in them.
    static let attacks: [(name: String, text: String)] = {
        let marks = text.matches(of: /<(\w+)\.(\w+):([^>]*)>/)
        func cluster(_ hostile: String, _ value: String) -> String {
            text.replacing(/<(\w+\.\w+):([^>]*)>/) { $0.1 == hostile ? value : String($0.2) }
        }
        let names = Set(marks.map { "\($0.1).\($0.2)" }).sorted()
        return names.flatMap { name in
            let form = name.split(separator: ".")[1]
            return (values.first { $0.form == form }?.values ?? []).map { ("\(name) = \($0)", cluster(name, $0)) }
        } + [("nothing", cluster("", ""))]
    }()

    private static let text = """
        {"apiVersion": "v1", "kind": "List", "metadata": {}, "dsdoctor": {"capturedAt": "<captured.moment:2026-11-21T21:00:00Z>",
        "gaps": [], "kubeletSummaries": [{"nodeName": "a", "node": {"fs": {"availableBytes": <diskFree.number:900000000>,
        "capacityBytes": <disk.number:100000000000>, "inodesFree": <inodesFree.number:9>, "inodes": <inodes.number:90>},
        "memory": {"availableBytes": <memoryFree.number:90000000>}, "rlimit": {"curproc": <processes.number:9>, "maxpid": 99}},
        "pods": [{"podRef": {"namespace": "logging", "name": "evicted"}, "memory": {"workingSetBytes": <used.number:1>},
        "ephemeral-storage": {"usedBytes": <written.number:1>}}]}]},
        "items": [\(nodes.joined(separator: ",\n")), \(daemonSet), \(pods.joined(separator: ",\n")), \(events.joined(separator: ",\n")),
        {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "web", "namespace": "apps"},
        "spec": {"selector": {"matchLabels": {"app": "web"}}}, "status": {"disruptionsAllowed": <disruptions.count:0>}},
        {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": "high"}, "value": <class.count:1000>},
        {"apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "limits", "namespace": "logging"}, "spec": {"limits":
        [{"type": "Container", "defaultRequest": {"memory": "<range.quantity:64Mi>"}, "default": {"memory": "<range.quantity:64Mi>"}}]}},
        {"apiVersion": "metrics.k8s.io/v1beta1", "kind": "PodMetrics", "metadata": {"name": "slow", "namespace": "logging"},
        "containers": [{"name": "agent", "usage": {"cpu": "<cpuUsed.quantity:190m>", "memory": "<memoryUsed.quantity:60Mi>"}}]}]}
        """

    private static let nodes = ["a", "b", "c", "d", "e"].map { name in
        #"""
        {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "\#(name)", "labels": {"kubernetes.io/hostname": "\#(name)"},
        "creationTimestamp": "2026-11-01T00:00:00Z"}, "spec": {}, "status": {
        "capacity": {"cpu": "4", "memory": "8Gi", "pods": "110", "ephemeral-storage": "<diskSize.quantity:100Gi>"},
        "allocatable": {"cpu": "<cpu.quantity:4>", "memory": "<memory.quantity:8Gi>", "pods": "<pods.quantity:110>",
        "ephemeral-storage": "<storage.quantity:90Gi>"},
        "images": [{"names": ["registry.example/old:1"], "sizeBytes": <image.number:5000000000>}, {"names": ["registry.example/old:2"],
        "sizeBytes": <image.number:5000000000>}], "conditions": [{"type": "Ready", "status": "True"},
        {"type": "DiskPressure", "status": "\#(name == "a" ? "True" : "False")", "lastTransitionTime": "2026-11-21T20:00:00Z"}],
        "nodeInfo": {"kubeletVersion": "v1.<minor.digits:36>.2", "operatingSystem": "linux", "architecture": "amd64"}}}
        """#
    }

    private static let spec = #"""
        "terminationGracePeriodSeconds": <grace.number:30>, "containers": [{"name": "agent", "image": "registry.example/agent:1",
        "ports": [{"containerPort": 80, "hostPort": <port.count:9100>}], "resources": {"requests": {"cpu": "<request.quantity:200m>",
        "memory": "<memoryRequest.quantity:32Mi>"}, "limits": {"cpu": "<cpuLimit.quantity:200m>", "memory": "<memoryLimit.quantity:64Mi>",
        "ephemeral-storage": "<storageLimit.quantity:1Gi>"}}, "livenessProbe": {"httpGet": {"port": 80}, "timeoutSeconds": <timeout.count:1>,
        "failureThreshold": <threshold.count:3>, "periodSeconds": <period.count:10>, "initialDelaySeconds": <delay.count:0>}}]
        """#

    private static let daemonSet = #"""
        {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "agent", "namespace": "logging", "uid": "d",
        "generation": <generation.number:2>, "creationTimestamp": "2026-11-01T00:00:00Z"}, "spec": {"minReadySeconds": <minReady.count:5>,
        "selector": {"matchLabels": {"app": "agent"}}, "template": {"metadata": {"labels": {"app": "agent"}}, "spec": {\#(spec)}},
        "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": <unavailable.budget:1>, "maxSurge": <surge.budget:0>}}},
        "status": {"desiredNumberScheduled": <desired.count:5>, "currentNumberScheduled": <current.count:5>, "numberReady": <ready.count:0>,
        "numberAvailable": <available.count:0>, "numberMisscheduled": <misscheduled.count:0>, "updatedNumberScheduled": <updated.count:1>,
        "observedGeneration": <observed.number:2>}}
        """#

    private static func pod(_ name: String, on node: String, _ status: String, _ metadata: String = "") -> String {
        #"""
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "\#(name)", "namespace": "logging", "uid": "\#(name)",
        "labels": {"app": "agent", "controller-revision-hash": "x", "pod-template-generation": "1"}, \#(metadata)
        "creationTimestamp": "2026-11-20T00:00:00Z", "ownerReferences": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent",
        "uid": "d", "controller": true}]}, "spec": {"nodeName": "\#(node)", \#(spec), "priority": <priority.count:0>,
        "tolerations": [{"operator": "Exists", "tolerationSeconds": <tolerated.number:300>}]}, "status": {\#(status)}}
        """#
    }

    private static let pods = [
        pod("evicted", on: "a", #""phase": "Failed", "reason": "Evicted", "message": "\#(eviction)""#),
        pod("slow", on: "b", crashed(137, "Error")), pod("killed", on: "c", crashed(137, "OOMKilled")),
        pod(
            "leaving", on: "d", #""phase": "Running""#,
            #""deletionTimestamp": "<deleted.moment:2026-11-21T20:50:00Z>", "deletionGracePeriodSeconds": <deletion.number:30>,"#
        ),
        pod(
            "waiting", on: "",
            #"""
            "phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message":
            "0/<nodes.digits:5> nodes are available: <one.digits:1> Insufficient cpu, <other.digits:4> Insufficient cpu."}]
            """#),
        #"""
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "apps", "labels": {"app": "web"},
        "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "w", "controller": true}]},
        "spec": {"nodeName": "e", "priority": -5, "containers": [{"name": "web", "image": "registry.example/web:1", "resources":
        {"requests": {"cpu": "<webCPU.quantity:3900m>", "ephemeral-storage": "<webStorage.quantity:1Gi>"}}}]}, "status": {"phase": "Running"}}
        """#,
    ]

    private static func crashed(_ exitCode: Int, _ reason: String) -> String {
        #"""
        "phase": "Running", "startTime": "2026-11-20T00:00:01Z", "containerStatuses": [{"name": "agent", "ready": false,
        "restartCount": <restarts.count:12>, "image": "registry.example/agent:1", "state": {"waiting": {"reason": "CrashLoopBackOff"}},
        "lastState": {"terminated": {"exitCode": \#(exitCode), "reason": "\#(reason)", "startedAt": "2026-11-21T20:50:00Z",
        "finishedAt": "<ended.moment:2026-11-21T20:59:00Z>"}}}]
        """#
    }

    private static let eviction =
        "The node was low on resource: ephemeral-storage. Threshold quantity: <evictionThreshold.percent:10%>, available: "
        + "<evictionLeft.percent:1Gi>. Container agent was using <evictionUsed.quantity:50Gi>, request is "
        + "<evictionAsked.quantity:0>, has larger consumption of ephemeral-storage. "

    private static func event(_ pod: String, on node: String, _ reason: String, _ message: String) -> String {
        #"""
        {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "\#(pod)-\#(reason)", "namespace": "logging"}, "involvedObject":
        {"kind": "Pod", "name": "\#(pod)", "namespace": "logging"}, "reason": "\#(reason)", "message": "\#(message)", "type": "Warning",
        "count": <events.count:5>, "firstTimestamp": "<first.moment:2026-11-21T20:00:00Z>", "lastTimestamp": "2026-11-21T20:59:00Z",
        "source": {"component": "kubelet", "host": "\#(node)"}}
        """#
    }

    private static let events = [
        event("evicted", on: "a", "Evicted", eviction),
        event("slow", on: "b", "Unhealthy", "Liveness probe failed: context deadline exceeded"),
        event("slow", on: "b", "Killing", "Container agent failed liveness probe, will be restarted"),
        event(
            "gone", on: "c", "Evicted",
            "Pod ephemeral local storage usage exceeds the total limit of containers <told.quantity:1Gi>. "),
    ]
}
