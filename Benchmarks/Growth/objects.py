"""Series of how many objects of a kind there are."""
from Growth.cluster import (EARLIER, NOW, YESTERDAY, container, daemon_set, event, metadata, node, pod_of, pod_spec,
                            priority_class, revision, service)
from Growth.faults import BACK_OFF, CRASHED, EVICTED, NO_ROOM
from Growth.series import series


def objects(name, api_version, kind, make, namespace="logging"):
    """A series of objects; `make` gives what one has beside its name."""
    @series(name)
    def grow(cluster, n):
        for number in range(n):
            cluster.others.append({"apiVersion": api_version, "kind": kind, **make(number), "metadata": metadata(
                "%s-%d" % (name, number), namespace(number) if callable(namespace) else namespace,
                **make(number).get("metadata", {}))})


def per_namespace(number):
    return "namespace-%d" % number


objects("namespaces", "v1", "Namespace", lambda number: {"status": {"phase": "Active"}}, namespace=None)
objects("service-accounts", "v1", "ServiceAccount", lambda number: {})
objects("priority-classes", "scheduling.k8s.io/v1", "PriorityClass", lambda number: {"value": number}, namespace=None)
objects("priority-classes-same-value", "scheduling.k8s.io/v1", "PriorityClass", lambda number: {"value": 100},
        namespace=None)
objects("runtime-classes", "node.k8s.io/v1", "RuntimeClass", lambda number: {"handler": "runc"}, namespace=None)
objects("storage-classes", "storage.k8s.io/v1", "StorageClass", lambda number: {
    "provisioner": "driver-%d.example" % number, "volumeBindingMode": "WaitForFirstConsumer"}, namespace=None)
objects("quotas", "v1", "ResourceQuota", lambda number: {
    "spec": {"hard": {"pods": "10"}}, "status": {"hard": {"pods": "10"}, "used": {"pods": "10"}}})
objects("quotas-in-namespaces", "v1", "ResourceQuota", lambda number: {
    "spec": {"hard": {"pods": "10"}}, "status": {"hard": {"pods": "10"}, "used": {"pods": "1"}}}, per_namespace)
objects("limit-ranges", "v1", "LimitRange", lambda number: {
    "spec": {"limits": [{"type": "Container", "defaultRequest": {"cpu": "10m"}}]}})
objects("budgets", "policy/v1", "PodDisruptionBudget", lambda number: {
    "spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "app-%d" % number}}},
    "status": {"disruptionsAllowed": 1}}, "apps")
objects("budgets-of-all-pods", "policy/v1", "PodDisruptionBudget", lambda number: {
    "spec": {"minAvailable": 1, "selector": {}}, "status": {"disruptionsAllowed": 0}})
objects("claims", "v1", "PersistentVolumeClaim", lambda number: {
    "spec": {"storageClassName": "fast", "volumeName": "volumes-%d" % number, "accessModes": ["ReadWriteOnce"]},
    "status": {"phase": "Bound"}})
objects("claims-pending", "v1", "PersistentVolumeClaim", lambda number: {
    "spec": {"storageClassName": "fast", "accessModes": ["ReadWriteOnce"],
             "resources": {"requests": {"storage": "1Gi"}}}, "status": {"phase": "Pending"}})
objects("volumes", "v1", "PersistentVolume", lambda number: {
    "spec": {"storageClassName": "fast", "capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"],
             "claimRef": {"namespace": "logging", "name": "claims-%d" % number}}, "status": {"phase": "Bound"}},
    namespace=None)
objects("volumes-free", "v1", "PersistentVolume", lambda number: {
    "spec": {"storageClassName": "fast", "capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"],
             "nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [
                 {"key": "kubernetes.io/hostname", "operator": "In", "values": ["node-%d" % number]}]}]}}},
    "status": {"phase": "Available"}}, namespace=None)
objects("csi-nodes", "storage.k8s.io/v1", "CSINode", lambda number: {
    "spec": {"drivers": [{"name": "driver.example", "nodeID": "x", "allocatable": {"count": 10}}]}}, namespace=None)
objects("pod-metrics", "metrics.k8s.io/v1beta1", "PodMetrics", lambda number: {
    "containers": [{"name": "main", "usage": {"cpu": "1m", "memory": "1Mi"}}]})
objects("config-maps", "v1", "ConfigMap", lambda number: {"data": {"key": "value"}})
objects("replica-sets", "apps/v1", "ReplicaSet", lambda number: {"spec": {"replicas": 1}}, "apps")
objects("deployments", "apps/v1", "Deployment", lambda number: {"spec": {"replicas": 1}}, "apps")
objects("jobs", "batch/v1", "Job", lambda number: {"spec": {"completions": 1}}, "apps")
objects("leases", "coordination.k8s.io/v1", "Lease", lambda number: {
    "spec": {"holderIdentity": "x", "renewTime": NOW}}, "kube-node-lease")
objects("csi-drivers", "storage.k8s.io/v1", "CSIDriver", lambda number: {"spec": {}}, namespace=None)
objects("webhooks", "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", lambda number: {
    "webhooks": [{"name": "hook.example.io", "failurePolicy": "Fail", "rules": [
        {"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"]}]}]}, namespace=None)
objects("services", "v1", "Service", lambda number: {
    "spec": {"selector": {"app": "app-%d" % number}, "ports": [{"port": 80}]}})
objects("services-of-one", "v1", "Service", lambda number: {
    "spec": {"selector": {"app": "agent"}, "ports": [{"port": 80, "targetPort": "http"}]}})
objects("services-nearly-of-one", "v1", "Service", lambda number: {
    "spec": {"selector": {"app": "agent", "tier": "tier-%d" % number}, "ports": [{"port": 80}]}})
objects("services-in-namespaces", "v1", "Service", lambda number: {
    "spec": {"selector": {"app": "agent"}, "ports": [{"port": 80}]}}, per_namespace)
objects("endpoint-slices", "discovery.k8s.io/v1", "EndpointSlice", lambda number: {
    "addressType": "IPv4", "ports": [{"port": 80}],
    "endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": True}}],
    "metadata": {"labels": {"kubernetes.io/service-name": "services-%d" % number}}})
objects("endpoint-slices-of-one", "discovery.k8s.io/v1", "EndpointSlice", lambda number: {
    "addressType": "IPv4", "ports": [{"port": 80}], "metadata": {"labels": {"kubernetes.io/service-name": "agent"}},
    "endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": False}}]})


@series("service.ports", most=15_000)
def service_ports(cluster, n):
    cluster.others.append(service("ported", {"app": "agent"}, ports=[
        {"name": "port-%d" % number, "port": number % 65535 + 1, "targetPort": "port-%d" % number}
        for number in range(n)]))


@series("services-beside-ports", most=15_000)
def services_beside_ports(cluster, n):
    """Services that lead to none of the many ports of a container."""
    cluster.main_containers()[0]["ports"] = [
        {"name": "port-%d" % number, "containerPort": number % 65535 + 1} for number in range(n)]
    cluster.others += [service("leads-to-%d" % number, {"app": "agent"}, ports=[
        {"port": 80, "targetPort": "none-%d" % number}]) for number in range(n)]


@series("service.selector", most=30_000)
def service_selector(cluster, n):
    cluster.others.append(service("choosy", {
        "app": "agent", **{"example.io/label-%d" % number: "value" for number in range(n)}}))


@series("endpoint-slice.endpoints", most=10_000)
def endpoints(cluster, n):
    cluster.others.append({
        "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4", "ports": [{"port": 80}],
        "metadata": metadata("agent-1", "logging", labels={"kubernetes.io/service-name": "agent"}),
        "endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": not cluster.ill}, "targetRef": {
            "kind": "Pod", "namespace": "logging", "name": "pod-%d" % number}} for number in range(n)]})


@series("revisions")
def revisions(cluster, n):
    cluster.others += [revision(cluster.agent, "hash-%d" % number, number + 3) for number in range(n)]


@series("quota.resources", most=20_000)
def quota_resources(cluster, n):
    amounts = {"requests.example.io/thing-%d" % number: "1" for number in range(n)}
    cluster.others.append({"apiVersion": "v1", "kind": "ResourceQuota", "metadata": metadata("wide", "logging"),
                           "spec": {"hard": amounts}, "status": {"hard": amounts, "used": amounts}})


# Nodes and pods.

@series("nodes-empty")
def empty_nodes(cluster, n):
    cluster.nodes += [node("node-%06d" % number) for number in range(n)]


@series("nodes-served")
def served_nodes(cluster, n):
    empty_nodes(cluster, n)
    cluster.pods += [pod_of(cluster.agent, "node-%06d" % number) for number in range(n)]


@series("nodes-not-ready", only="ill")
def lost_nodes(cluster, n):
    for number in range(n):
        cluster.nodes.append(node("node-%06d" % number, Ready="Unknown", taints=[
            {"key": "node.kubernetes.io/unreachable", "effect": "NoExecute"}]))
        cluster.pods.append(pod_of(cluster.agent, "node-%06d" % number, ready=False))


@series("nodes-under-pressure", only="ill")
def full_nodes(cluster, n):
    for number in range(n):
        cluster.nodes.append(node("node-%06d" % number, DiskPressure="True", MemoryPressure="True", taints=[
            {"key": "node.kubernetes.io/disk-pressure", "effect": "NoSchedule"}]))


@series("nodes-tainted-differently")
def tainted_nodes(cluster, n):
    cluster.nodes += [node("node-%06d" % number, taints=[{
        "key": "team-%d" % number, "value": "team-%d" % number, "effect": "NoSchedule"}]) for number in range(n)]


@series("nodes-labelled-differently")
def labelled_nodes(cluster, n):
    for number in range(n):
        cluster.nodes.append(node("node-%06d" % number, pool="pool-%d" % number, cpu="%dm" % (number % 4000 + 1)))
    cluster.add(daemon_set("picky", spec=pod_spec(nodeSelector={"pool": "pool-1"})))


@series("nodes-full-of-pods", only="ill")
def crowded_nodes(cluster, n):
    """Nodes where other pods take the room that a DaemonSet's pod needs."""
    other = daemon_set("other", "apps")
    for number in range(n):
        name = "node-%06d" % number
        cluster.nodes.append(node(name, cpu="1"))
        pod = pod_of(other, name)
        pod["metadata"].pop("ownerReferences")
        pod["spec"]["containers"] = [container("main", cpu="%dm" % (800 + number % 100))]
        cluster.pods.append(pod)
    waiting = cluster.add(daemon_set("hungry", spec=pod_spec(container("main", cpu="500m"), priority=0)))
    for number in range(n):
        add_waiting_pod(cluster, waiting, "node-%06d" % number)


def add_waiting_pod(cluster, owner, where):
    pod = pod_of(owner, None, phase="Pending", ready=False, meant_for=where)
    pod["metadata"].update(name="waits-for-" + where, uid="waits-for-%s-%s" % (owner["metadata"]["name"], where))
    pod["status"]["conditions"][-1].update(reason="Unschedulable", message=NO_ROOM)
    cluster.pods.append(pod)


@series("nodes-to-preempt-on", only="ill")
def preemptible_nodes(cluster, n):
    crowded_nodes(cluster, n)
    cluster.daemon_sets[-1]["spec"]["template"]["spec"].update(priority=1000, priorityClassName="high")
    for pod in cluster.pods[-n:]:
        pod["spec"]["priority"] = 1000


@series("nodes-with-ports-taken", only="ill")
def nodes_with_ports_taken(cluster, n):
    ported = pod_spec(container("main", ports=[{"containerPort": 9101, "hostPort": 9101}]))
    first, second = cluster.add(daemon_set("first", spec=ported)), cluster.add(daemon_set("second", spec=ported))
    for number in range(n):
        cluster.nodes.append(node("node-%06d" % number))
        cluster.pods.append(pod_of(first, "node-%06d" % number))
        add_waiting_pod(cluster, second, "node-%06d" % number)


@series("nodes-spread-over", only="ill")
def nodes_spread_over(cluster, n):
    spread = cluster.add(daemon_set("spreading", spec=pod_spec(topologySpreadConstraints=[{
        "maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "DoNotSchedule",
        "labelSelector": {"matchLabels": {"app": "spreading"}}}])))
    for number in range(n):
        cluster.nodes.append(node("node-%06d" % number))
        add_waiting_pod(cluster, spread, "node-%06d" % number)


@series("nodes-kept-apart", only="ill")
def nodes_kept_apart(cluster, n):
    """Pods that wait because of an anti-affinity with pods of other domains."""
    apart = cluster.add(daemon_set("apart", spec=pod_spec(affinity={"podAntiAffinity": {
        "requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "topology.kubernetes.io/zone",
                                                            "labelSelector": {"matchLabels": {"app": "agent"}}}]}})))
    for number in range(n):
        cluster.nodes.append(node("node-%06d" % number))
        add_waiting_pod(cluster, apart, "node-%06d" % number)


@series("pods-elsewhere")
def other_pods(cluster, n):
    other = daemon_set("other", "apps")
    for number in range(n):
        pod = pod_of(other, "general-a" if number % 2 else "general-b")
        pod["metadata"].update(name="other-%d" % number, uid="other-%d" % number)
        pod["metadata"]["ownerReferences"][0].update(kind="ReplicaSet", name="rs-%d" % (number // 3),
                                                     uid="rs-%d" % (number // 3))
        pod["spec"]["containers"][0]["resources"] = {"requests": {"cpu": "1u"}}
        cluster.pods.append(pod)


@series("pods-unowned")
def unowned_pods(cluster, n):
    other_pods(cluster, n)
    for pod in cluster.pods[-n:] if n else []:
        del pod["metadata"]["ownerReferences"]
        pod["metadata"]["namespace"] = "logging"
        pod["metadata"]["labels"] = {"app": "agent"}


@series("pods-of-one-node")
def duplicates(cluster, n):
    for number in range(n):
        pod = pod_of(cluster.agent, "general-a")
        pod["metadata"].update(name="agent-%d" % number, uid="agent-%d" % number)
        cluster.pods.append(pod)


@series("pods-to-preempt-on-one-node", only="ill")
def pods_to_preempt(cluster, n):
    """Pods of which one keeps away the pod that would take their place, and the others do not mind it."""
    waiting = cluster.add(daemon_set("urgent", spec=pod_spec(priority=1000, priorityClassName="high")))
    other = daemon_set("other", "apps")
    for number in range(n):
        pod = pod_of(other, "general-a")
        pod["metadata"].update(name="other-%d" % number, uid="other-%d" % number)
        del pod["metadata"]["ownerReferences"]
        pod["spec"]["containers"][0]["resources"] = {"requests": {"cpu": "1u"}}
        if number % 2 == 0:
            pod["spec"]["affinity"]["podAntiAffinity"] = {"requiredDuringSchedulingIgnoredDuringExecution": [{
                "topologyKey": "kubernetes.io/hostname", "namespaces": ["logging"],
                "labelSelector": {"matchLabels": {"app": "urgent"}}}]}
        cluster.pods.append(pod)
    cluster.nodes[0]["status"]["allocatable"] = {**cluster.nodes[0]["status"]["allocatable"], "pods": str(n + 200)}
    add_waiting_pod(cluster, waiting, "general-a")


@series("pods-on-nodes-unknown")
def pods_on_unknown_nodes(cluster, n):
    cluster.pods += [pod_of(cluster.agent, "gone-%d" % number) for number in range(n)]


def broken_pods(name):
    """A series of nodes with a broken pod of one DaemonSet on each: a function adds the pod of a number."""
    def register(function):
        @series("pods-" + name, only="ill")
        def grow(cluster, n):
            broken = cluster.add(daemon_set("broken"))
            for number in range(n):
                cluster.nodes.append(node("node-%06d" % number))
                function(cluster, broken, number, "node-%06d" % number)
    return register


@broken_pods("crashing")
def crashing(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, BACK_OFF, restarts=30, last=CRASHED))
    cluster.events.append(event(cluster.pods[-1], "BackOff", "Back-off restarting failed container", host=where))


@broken_pods("crashing-differently")
def crashing_differently(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, BACK_OFF, restarts=number, last={"terminated": {
        "exitCode": number % 255 + 1, "reason": "Error", "message": "error number %d of %s" % (number, where),
        "startedAt": EARLIER, "finishedAt": NOW}}))


@broken_pods("out-of-memory")
def out_of_memory(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, BACK_OFF, restarts=30, last={"terminated": {
        "exitCode": 137, "reason": "OOMKilled", "startedAt": EARLIER, "finishedAt": NOW}}))


@broken_pods("without-image")
def without_image(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, {"waiting": {"reason": "ImagePullBackOff"}}, phase="Pending"))
    cluster.events.append(event(cluster.pods[-1], "Failed", "Failed to pull image \"x\": dial tcp 10.0.%d.%d: timeout" % (
        number >> 8 & 255, number & 255), host=where))


@broken_pods("evicted")
def evicted(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, phase="Failed", reason="Evicted", message=EVICTED))
    cluster.events.append(event(cluster.pods[-1], "Evicted", EVICTED, host=where))


@broken_pods("evicted-and-gone")
def evicted_and_gone(cluster, broken, number, where):
    gone = pod_of(broken, where)
    cluster.events.append(event(gone, "Evicted", EVICTED, host=where))
    cluster.events.append(event(broken, "FailedDaemonPod", "Found failed daemon pod logging/broken-%s on node %s, will "
                                "try to kill it" % (where, where), number, component="daemonset-controller"))


@broken_pods("missing")
def missing(cluster, broken, number, where):
    cluster.events.append(event(broken, "FailedCreate", "Error creating: pods \"broken-%d\" is forbidden: exceeded "
                                "quota: pods" % number, number, component="daemonset-controller"))


@broken_pods("not-mounting")
def not_mounting(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, {"waiting": {"reason": "ContainerCreating"}}, phase="Pending"))
    cluster.events.append(event(cluster.pods[-1], "FailedMount", "MountVolume.SetUp failed for volume \"v-%d\" : "
                                "configmap \"c-%d\" not found" % (number, number), host=where))


@broken_pods("unready")
def unready(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, ready=False))
    cluster.events.append(event(cluster.pods[-1], "Unhealthy", "Readiness probe failed: %d" % number, host=where))


@broken_pods("stuck-terminating")
def stuck_terminating(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where))
    cluster.pods[-1]["metadata"].update(deletionTimestamp=YESTERDAY, finalizers=["example.io/keep-%d" % number])


@broken_pods("of-old-revision")
def old_revision(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, revision="old-%d" % (number % 1000)))


@broken_pods("not-starting")
def not_starting(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where, {"waiting": {"reason": "ContainerCreating"}}, phase="Pending"))


@broken_pods("not-placed")
def not_placed(cluster, broken, number, where):
    add_waiting_pod(cluster, broken, where)
    cluster.events.append(event(cluster.pods[-1], "FailedScheduling", NO_ROOM, component="default-scheduler"))


@broken_pods("of-several-owners")
def several_owners(cluster, broken, number, where):
    cluster.pods.append(pod_of(broken, where))
    cluster.pods[-1]["metadata"]["ownerReferences"][0].update(uid="gone-%d" % number, name="gone-%d" % number)


# Events.

def events_of(name, about, reason, message):
    @series("events." + name)
    def grow(cluster, n):
        found = about(cluster)
        cluster.events += [event(found, reason, message % number, number) for number in range(n)]


REASONS = [("BackOff", "Back-off restarting failed container %d"), ("Unhealthy", "Readiness probe failed: %d"),
           ("FailedMount", "MountVolume.SetUp failed for volume \"v\" : %d"), ("Failed", "Failed to pull image: %d"),
           ("FailedCreatePodSandBox", "Failed to create pod sandbox: %d"), ("Killing", "Stopping container %d"),
           ("FailedScheduling", "0/7 nodes are available: %d Insufficient cpu."), ("Evicted", EVICTED + "%d"),
           ("Preempted", "Preempted by pod %d on node general-a"), ("FailedKillPod", "error killing pod: %d"),
           ("TaintManagerEviction", "Marking for deletion Pod logging/agent-%d"), ("Pulling", "Pulling image %d"),
           ("FailedPostStartHook", "PostStartHook failed %d"), ("NodeNotReady", "Node is not ready %d"),
           ("Unknown", "something else %d")]
for reason, message in REASONS:
    events_of("pod-" + reason, lambda cluster: cluster.pods[-1 if cluster.ill else 0], reason, message)
for reason, message in [("FailedCreate", "Error creating: pods \"agent-%d\" is forbidden: exceeded quota"),
                        ("SuccessfulCreate", "Created pod: agent-%d"), ("SuccessfulDelete", "Deleted pod: agent-%d"),
                        ("FailedDaemonPod", "Found failed daemon pod logging/agent-%d on node general-a, will kill it"),
                        ("FailedPlacement", "failed to place pod on \"node-%d\": Node didn't have enough cpu")]:
    events_of("daemon-set-" + reason, lambda cluster: cluster.daemon_sets[-1], reason, message)
for reason in ("NodeNotReady", "EvictionThresholdMet", "Rebooted", "ImageGCFailed", "NodeHasDiskPressure", "OOMKilling",
               "SystemOOM", "FreeDiskSpaceFailed", "TaintManagerEviction"):
    events_of("node-" + reason, lambda cluster: cluster.nodes[-1], reason, "Attempting to reclaim %d")


@series("events.of-gone-pods")
def events_of_gone_pods(cluster, n):
    for number in range(n):
        about = {"kind": "Pod", "metadata": metadata("agent-%05x" % number, "logging")}
        cluster.events.append(event(about, ["Evicted", "Killing", "BackOff", "Preempted"][number % 4], EVICTED))


# Logs.

@series("log.lines", only="ill")
def log_lines(cluster, n):
    cluster.logs[0]["lines"] = ["line %d: trying again" % number for number in range(n)]


@series("logs")
def logs(cluster, n):
    cluster.logs += [{"namespace": "logging", "pod": "pod-%d" % number, "container": "main", "lines": ["error: %d" % number]}
                     for number in range(n)]
