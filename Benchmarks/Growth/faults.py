"""A DaemonSet for each kind of fault, so that each rule and each kind of remedy has something to look at."""
from Growth.cluster import (EARLIER, NOW, YESTERDAY, container, daemon_set, event, metadata, node, pod_of, pod_spec,
                            revision)

CRASHED = {"terminated": {"exitCode": 1, "reason": "Error", "message": "cannot open /etc/agent.conf",
                          "startedAt": EARLIER, "finishedAt": NOW}}
OUT_OF_MEMORY = {"terminated": {"exitCode": 137, "reason": "OOMKilled", "startedAt": EARLIER, "finishedAt": NOW}}
BACK_OFF = {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 5m0s restarting failed container=main"}}
EVICTED = ("The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 1Gi. Container main "
           "was using 5Gi, request is 0, has larger consumption of ephemeral-storage. ")
NO_ROOM = ("0/7 nodes are available: 1 Insufficient cpu, 6 node(s) didn't satisfy plugin(s) [NodeAffinity]. "
           "preemption: 0/7 nodes are available: 1 No preemption victims found for incoming pod, 6 Preemption is not "
           "helpful for scheduling.")

# Name, what the container waits for, the reason and the message of an event.
WAITING = [
    ("image", {"reason": "ImagePullBackOff", "message": "Back-off pulling image \"registry.example/agent:1\""}, "Failed",
     "Failed to pull image \"registry.example/agent:1\": rpc error: code = NotFound: not found"),
    ("image-name", {"reason": "InvalidImageName", "message": "couldn't parse image name"}, "InspectFailed",
     "Failed to apply default image tag \"agent::1\": couldn't parse image name"),
    ("mount", {"reason": "ContainerCreating"}, "FailedMount",
     "MountVolume.SetUp failed for volume \"config\" : configmap \"agent\" not found"),
    ("sandbox", {"reason": "ContainerCreating"}, "FailedCreatePodSandBox",
     "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network: no IP addresses"),
    ("config", {"reason": "CreateContainerConfigError", "message": "secret \"token\" not found"}, "Failed",
     "Error: secret \"token\" not found"),
    ("start", {"reason": "RunContainerError", "message": "exec: \"/agent\": no such file or directory"}, "Failed",
     "Error: failed to start container: exec: \"/agent\": no such file or directory"),
    ("attach", {"reason": "ContainerCreating"}, "FailedAttachVolume",
     "Multi-Attach error for volume \"pvc-1\" Volume is already used by pod(s) other-1"),
]


def add_faults(cluster):
    spoil_nodes(cluster)
    for name, waiting, reason, message in WAITING:
        add_failing(cluster, name, {"waiting": waiting}, [(reason, message)], phase="Pending")
    add_failing(cluster, "crash", BACK_OFF, [("BackOff", "Back-off restarting failed container main")], restarts=30,
                last=CRASHED)
    add_failing(cluster, "memory", BACK_OFF, [("BackOff", "Back-off restarting failed container main")], restarts=30,
                last=OUT_OF_MEMORY)
    add_failing(cluster, "liveness", None, [
        ("Unhealthy", "Liveness probe failed: Get \"http://10.0.0.1:8080/healthz\": context deadline exceeded"),
        ("Killing", "Container main failed liveness probe, will be restarted")], restarts=12, last=CRASHED, ready=False)
    add_failing(cluster, "readiness", None, [
        ("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503")], ready=False)
    add_failing(cluster, "evicted", None, [("Evicted", EVICTED)] * 3, phase="Failed", reason="Evicted", message=EVICTED)
    add_failing(cluster, "rejected", None, [("OutOfcpu", "Node didn't have enough resource: cpu, requested: 100")] * 3,
                phase="Failed", reason="OutOfcpu", message="Pod was rejected: Node didn't have enough resource: cpu")
    add_waiting(cluster, "no-cpu", pod_spec(container("main", cpu="3950m"), container("side", cpu="10m")))
    add_waiting(cluster, "too-large", pod_spec(container("main", memory="64Gi")))
    add_waiting(cluster, "port", pod_spec(container("main", ports=[{"containerPort": 9100, "hostPort": 9100}]),
                                          hostNetwork=True))
    add_waiting(cluster, "affinity", pod_spec(affinity={"podAntiAffinity": {
        "requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {
            "matchLabels": {"app": "agent"}}}]}}))
    add_waiting(cluster, "spread", pod_spec(topologySpreadConstraints=[{
        "maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "DoNotSchedule",
        "labelSelector": {"matchLabels": {"app": "port-holder"}}}]))
    add_waiting(cluster, "claim", pod_spec(volumes=[
        {"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]))
    cluster.others.append({
        "apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": metadata("data", "logging"),
        "spec": {"storageClassName": "fast", "accessModes": ["ReadWriteOnce"],
                 "resources": {"requests": {"storage": "1Gi"}}}, "status": {"phase": "Pending"}})
    holder = cluster.add(daemon_set("port-holder", spec=pod_spec(
        container("main", ports=[{"containerPort": 9100, "hostPort": 9100}]), hostNetwork=True)))
    cluster.pods.append(pod_of(holder, "general-a"))
    forbidden = cluster.add(daemon_set("forbidden"))
    cluster.events.append(event(forbidden, "FailedCreate", "Error creating: pods \"forbidden-x\" is forbidden: exceeded "
                                "quota: pods, requested: pods=1, used: pods=10, limited: pods=10", kind="DaemonSet",
                                component="daemonset-controller"))
    cluster.add(daemon_set("nowhere", spec=pod_spec(nodeSelector={"pool": "none"}), desired=0))
    stalled = cluster.add(daemon_set("stalled", spec=pod_spec(container("main", image="registry.example/agent:2"))))
    cluster.others.append(revision(stalled, "old", 1))
    for place, where in enumerate(["general-a", "general-b", "memory-a"]):
        cluster.pods.append(pod_of(stalled, where, {"waiting": {"reason": "ImagePullBackOff"}} if place == 0 else None,
                                   revision="new" if place == 0 else "old"))
    leaving = cluster.add(daemon_set("leaving"))
    cluster.pods.append(pod_of(leaving, "general-b"))
    cluster.pods[-1]["metadata"].update(deletionTimestamp=YESTERDAY, deletionGracePeriodSeconds=30,
                                        finalizers=["example.io/keep"])
    cluster.logs = [{"namespace": "logging", "pod": "crash-general-a", "container": "main", "previous": True,
                     "lines": ["starting", "error: cannot open /etc/agent.conf: permission denied"]}]


def spoil_nodes(cluster):
    for place, spoiled in enumerate([
            node("general-a"), node("general-b"), node("memory-a", "memory", memory="64Gi"),
            node("gpu-a", "gpu", taints=[{"key": "nvidia.com/gpu", "value": "present", "effect": "NoSchedule"}]),
            node("small-a", "small", cpu="1", memory="1Gi"),
            node("lost-a", Ready="Unknown", taints=[
                {"key": "node.kubernetes.io/unreachable", "effect": effect} for effect in ("NoSchedule", "NoExecute")]),
            node("full-a", DiskPressure="True", taints=[
                {"key": "node.kubernetes.io/disk-pressure", "effect": "NoSchedule"}])]):
        cluster.nodes[place] = spoiled


def add_failing(cluster, name, state, events, **pod):
    """A DaemonSet whose pods on two nodes are in a state, with these events of each."""
    broken = cluster.add(daemon_set(name))
    for where in ("general-a", "general-b"):
        cluster.pods.append(pod_of(broken, where, state, **pod))
        for number, (reason, message) in enumerate(events):
            cluster.events.append(event(cluster.pods[-1], reason, message, number, host=where))


def add_waiting(cluster, name, spec):
    """A DaemonSet with a pod that waits for the scheduler."""
    waiting = cluster.add(daemon_set(name, spec=spec))
    pod = pod_of(waiting, None, phase="Pending", ready=False)
    for condition in pod["status"]["conditions"]:
        if condition["type"] == "PodScheduled":
            condition.update(reason="Unschedulable", message=NO_ROOM)
    cluster.pods.append(pod)
    cluster.events.append(event(pod, "FailedScheduling", NO_ROOM, component="default-scheduler"))
