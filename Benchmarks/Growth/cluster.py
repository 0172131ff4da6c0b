"""A small cluster that the series grow: healthy, or with a DaemonSet for each kind of fault."""
import collections
import copy

NOW, EARLIER, YESTERDAY = "2026-11-21T21:00:00Z", "2026-11-21T20:55:00Z", "2026-11-20T00:00:00Z"
POOLS = ["general", "general", "memory", "gpu", "small", "general", "general"]
NODES = ["general-a", "general-b", "memory-a", "gpu-a", "small-a", "lost-a", "full-a"]


def metadata(name, namespace=None, uid=None, **more):
    found = {"name": name, "uid": uid or "uid-%s-%s" % (namespace or "", name), "creationTimestamp": YESTERDAY}
    if namespace:
        found["namespace"] = namespace
    return {**found, **more}


def node(name, pool="general", cpu="4", memory="8Gi", taints=(), **statuses):
    """A node; `statuses` are those of conditions that differ from a healthy node's."""
    sizes = {"cpu": cpu, "memory": memory, "pods": "110", "ephemeral-storage": "90Gi"}
    healthy = {"MemoryPressure": "False", "DiskPressure": "False", "PIDPressure": "False", "Ready": "True"}
    return {
        "apiVersion": "v1", "kind": "Node",
        "metadata": metadata(name, labels={
            "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64", "pool": pool,
            "topology.kubernetes.io/zone": "zone-" + name[-1]}),
        "spec": {"taints": [dict(taint) for taint in taints]},
        "status": {
            "capacity": sizes, "allocatable": sizes,
            "conditions": [
                {"type": kind, "status": status, "reason": "Kubelet" + kind, "message": "the kubelet says so",
                 "lastTransitionTime": EARLIER, "lastHeartbeatTime": NOW}
                for kind, status in {**healthy, **statuses}.items()],
            "images": [{"names": ["registry.example/agent:1"], "sizeBytes": 10_000_000}],
            "nodeInfo": {"kubeletVersion": "v1.36.2", "operatingSystem": "linux", "architecture": "amd64",
                         "osImage": "Debian GNU/Linux 13", "kernelVersion": "6.12.0",
                         "containerRuntimeVersion": "containerd://2.1.4"}}}


def container(name, cpu="100m", memory="100Mi", **more):
    return {"name": name, "image": "registry.example/agent:1",
            "resources": {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": memory}}, **more}


def pod_spec(*containers, **more):
    return {"containers": list(containers) or [container("main")], "schedulerName": "default-scheduler", **more}


def daemon_set(name, namespace="logging", spec=None, labels=None, desired=None):
    labels = labels or {"app": name}
    return {
        "apiVersion": "apps/v1", "kind": "DaemonSet",
        "metadata": {**metadata(name, namespace), "generation": 2},
        "spec": {"selector": {"matchLabels": dict(labels)},
                 "template": {"metadata": {"labels": dict(labels)}, "spec": spec or pod_spec()},
                 "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}}},
        "status": {"desiredNumberScheduled": desired, "currentNumberScheduled": desired, "numberReady": 0,
                   "numberAvailable": 0, "numberMisscheduled": 0, "observedGeneration": 2}}


def pod_of(daemon_set, node, state=None, phase="Running", ready=None, revision="new", restarts=0, last=None, **status):
    """A pod of a DaemonSet; `state` is its container's, running where it is not given."""
    name, namespace = daemon_set["metadata"]["name"], daemon_set["metadata"]["namespace"]
    ready = state is None and phase == "Running" if ready is None else ready
    spec = copy.deepcopy(daemon_set["spec"]["template"]["spec"])
    spec.setdefault("tolerations", []).extend(
        {"key": "node.kubernetes.io/" + key, "operator": "Exists", "effect": effect}
        for key, effect in [("not-ready", "NoExecute"), ("unreachable", "NoExecute"), ("disk-pressure", "NoSchedule"),
                            ("memory-pressure", "NoSchedule"), ("pid-pressure", "NoSchedule"),
                            ("unschedulable", "NoSchedule")])
    if node:
        spec["nodeName"] = node
    spec.setdefault("priority", 0)
    spec.setdefault("affinity", {}).setdefault("nodeAffinity", {})[
        "requiredDuringSchedulingIgnoredDuringExecution"] = {"nodeSelectorTerms": [{"matchFields": [
            {"key": "metadata.name", "operator": "In", "values": [node or status.pop("meant_for", NODES[0])]}]}]}
    status.pop("meant_for", None)
    conditions = [{"type": kind, "status": str(ready), "lastTransitionTime": EARLIER}
                  for kind in ("Ready", "ContainersReady")]
    conditions.append({"type": "PodScheduled", "status": str(bool(node)), "lastTransitionTime": YESTERDAY})
    statuses = [{"name": each["name"], "ready": ready, "restartCount": restarts, "image": each["image"], "imageID": "x",
                 "state": state or {"running": {"startedAt": YESTERDAY}}, "lastState": last or {}}
                for each in spec["containers"]] if node and phase != "Failed" else []
    return {
        "apiVersion": "v1", "kind": "Pod",
        "metadata": metadata(
            "%s-%s" % (name, node or "waiting"), namespace,
            labels={**daemon_set["spec"]["template"]["metadata"]["labels"], "controller-revision-hash": revision,
                    "pod-template-generation": "2"},
            ownerReferences=[{"apiVersion": "apps/v1", "kind": "DaemonSet", "name": name, "controller": True,
                              "uid": daemon_set["metadata"]["uid"]}]),
        "spec": spec,
        "status": {"phase": phase, "startTime": YESTERDAY, "conditions": conditions, "containerStatuses": statuses,
                   **status}}


def event(about, reason, message, number=0, kind="Pod", component="kubelet", host="general-a", count=5):
    found = about["metadata"]
    return {
        "apiVersion": "v1", "kind": "Event",
        "metadata": metadata("%s.%s.%d" % (found["name"], reason.lower(), number), found.get("namespace", "default")),
        "involvedObject": {"kind": about["kind"], "name": found["name"], "uid": found["uid"],
                           "namespace": found.get("namespace", "")},
        "reason": reason, "message": message, "type": "Warning", "count": count, "firstTimestamp": EARLIER,
        "lastTimestamp": NOW, "source": {"component": component, "host": host}}


def service(name, selector, namespace="logging", ports=({"port": 80, "targetPort": 8080},)):
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata(name, namespace),
            "spec": {"selector": selector, "ports": list(ports), "type": "ClusterIP", "clusterIP": "10.96.0.1"}}


def priority_class(name, value):
    return {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": metadata(name), "value": value,
            "preemptionPolicy": "PreemptLowerPriority"}


def revision(daemon_set, name, number, **template):
    owner = {"apiVersion": "apps/v1", "kind": "DaemonSet", "name": daemon_set["metadata"]["name"], "controller": True,
             "uid": daemon_set["metadata"]["uid"]}
    labels = daemon_set["spec"]["template"]["metadata"]["labels"]
    return {"apiVersion": "apps/v1", "kind": "ControllerRevision", "revision": number,
            "metadata": metadata("%s-%s" % (daemon_set["metadata"]["name"], name), "logging",
                                 labels={**labels, "controller-revision-hash": name}, ownerReferences=[owner]),
            "data": {"spec": {"template": {"$patch": "replace", **copy.deepcopy(
                template or daemon_set["spec"]["template"])}}}}


class Cluster:
    """What a series adds to and changes before it is written."""

    def __init__(self, ill):
        self.ill = ill
        self.events, self.others, self.logs, self.summaries = [], [], [], []
        self.nodes = [node(name, pool) for name, pool in zip(NODES, POOLS)]
        self.daemon_sets = [daemon_set("agent")]
        self.pods = [pod_of(self.daemon_sets[0], name) for name in NODES]
        self.others = [
            {"apiVersion": "v1", "kind": "Namespace", "metadata": metadata(name), "status": {"phase": "Active"}}
            for name in ("logging", "apps", "kube-system")]
        self.others += [revision(self.daemon_sets[0], "new", 2), priority_class("high", 1000),
                        service("agent", {"app": "agent"})]
        if ill:
            from Growth.faults import add_faults
            add_faults(self)

    @property
    def agent(self):
        return self.daemon_sets[0]

    def add(self, daemon_set, *pods):
        self.daemon_sets.append(daemon_set)
        self.pods.extend(pods)
        self.others.append(revision(daemon_set, "new", 2))
        return daemon_set

    def pod_specs(self):
        """The specs of all pods and of the templates that they are made from."""
        return [each["spec"]["template"]["spec"] for each in self.daemon_sets] + [each["spec"] for each in self.pods]

    def main_containers(self):
        return [spec["containers"][0] for spec in self.pod_specs()]

    def count(self):
        """Writes the numbers that the controller would report into the statuses."""
        eligible = sum(not each["spec"].get("taints") for each in self.nodes)
        owned = [(each["metadata"]["ownerReferences"][0]["uid"], each) for each in self.pods
                 if each["metadata"].get("ownerReferences")]
        made = collections.Counter(owner for owner, _ in owned)
        ready = collections.Counter(owner for owner, pod in owned if pod["status"]["conditions"][0]["status"] == "True")
        for each in self.daemon_sets:
            status, number = each["status"], ready[each["metadata"]["uid"]]
            if status["desiredNumberScheduled"] is None:
                status["desiredNumberScheduled"] = eligible
            status.update(numberReady=number, numberAvailable=number, updatedNumberScheduled=number,
                          currentNumberScheduled=min(made[each["metadata"]["uid"]], status["desiredNumberScheduled"]))

    def document(self):
        self.count()
        return {"apiVersion": "v1", "kind": "List", "metadata": {},
                "dsdoctor": {"capturedAt": "2026-11-21T21:01:00Z", "kubernetesVersion": "v1.36.2", "logs": self.logs,
                             "kubeletSummaries": self.summaries},
                "items": self.nodes + self.daemon_sets + self.pods + self.events + self.others}
