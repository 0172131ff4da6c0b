"""Series of two things that meet: half of the bytes are many of one, half many of the other, each as small as can be."""
import itertools

from Growth.cluster import NOW, YESTERDAY
from Growth.series import series

MOST = 20_000


def meta(name, namespace=None, **more):
    return {"name": name, **({"namespace": namespace} if namespace else {}), **more}


def tiny_node(number, **spec):
    return {"apiVersion": "v1", "kind": "Node", "metadata": meta("n%d" % number), **({"spec": spec} if spec else {})}


def tiny_daemon_set(name, labels=None, selector=None, **spec):
    labels = labels or {"a": name}
    return {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": meta(name, "x"), "spec": {
        "selector": selector or {"matchLabels": labels},
        "template": {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "m", "image": "i"}], **spec}}}}


def tiny_pod(name, node=None, labels=None, owner=None, status=None, **spec):
    owners = {"ownerReferences": [{"kind": "DaemonSet", "name": owner, "controller": True}]} if owner else {}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta(name, "x", **({"labels": labels} if labels else {}), **owners),
            "spec": {**({"nodeName": node} if node else {}), **spec}, **({"status": status} if status else {})}


def nodes(cluster, n):
    cluster.others += [tiny_node(number) for number in range(n)]


def pods_of_one_node(cluster, n):
    cluster.others += [tiny_pod("p%d" % number, "general-a", {"a": "b"}) for number in range(n)]


def requesting_pods(cluster, n):
    cluster.others += [tiny_pod("p%d" % number, "general-a", {"a": "p%d" % number}, containers=[
        {"name": "m", "resources": {"requests": {"cpu": "1m"}}}]) for number in range(n)]


def pods_everywhere(cluster, n):
    cluster.others += [tiny_pod("p%d" % number, "n%d" % number, {"a": "b"}) for number in range(n)]


def failed_pods(cluster, n):
    cluster.others += [tiny_pod("f%d" % number, "general-a", {"app": "agent"}, "agent", {
        "phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: memory. "}) for number in range(n)]


def waiting_pods(cluster, n):
    cluster.others += [tiny_pod("w%d" % number, None, {"app": "agent"}, "agent", {"phase": "Pending"}) for number in range(n)]


def daemon_sets(cluster, n):
    cluster.others += [tiny_daemon_set("d%d" % number) for number in range(n)]


def daemon_sets_of_all_pods(cluster, n):
    cluster.others += [tiny_daemon_set("d%d" % number, {"a": "b"}) for number in range(n)]


def daemon_sets_without_a_node(cluster, n):
    cluster.others += [tiny_daemon_set("d%d" % number, nodeSelector={"none": "none"}) for number in range(n)]


def daemon_sets_that_preempt(cluster, n):
    cluster.others += [tiny_daemon_set("d%d" % number, priority=number, containers=[
        {"name": "m", "resources": {"requests": {"cpu": "3"}}}]) for number in range(n)]


def daemon_sets_apart(cluster, n):
    cluster.others += [tiny_daemon_set("d%d" % number, {"a": "b"}, affinity={"podAntiAffinity": {
        "requiredDuringSchedulingIgnoredDuringExecution": [
            {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"a": "b"}}}]}}) for number in range(n)]


def services(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "Service", "metadata": meta("s%d" % number, "x"),
                        "spec": {"selector": {"a": "b"}}} for number in range(n)]


def services_of_agent(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "Service", "metadata": meta("s%d" % number, "logging"), "spec": {
        "selector": {"app": "agent"}, "ports": [{"port": 80, "targetPort": 81}]}} for number in range(n)]


def budgets(cluster, n):
    cluster.others += [{"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": meta("b%d" % number, "x"),
                        "spec": {"minAvailable": 1, "selector": {}}} for number in range(n)]


def budgets_that_except(cluster, n):
    cluster.others += [{"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": meta("b%d" % number, "x"),
                        "spec": {"minAvailable": 1, "selector": {"matchExpressions": [
                            {"key": "a", "operator": "NotIn", "values": ["p%d" % number]}]}}} for number in range(n)]


def quotas(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "ResourceQuota", "metadata": meta("q%d" % number, "x"),
                        "spec": {"hard": {"pods": "1"}}} for number in range(n)]


def scoped_quotas(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "ResourceQuota", "metadata": meta("q%d" % number, "x"), "spec": {
        "hard": {"pods": "1"}, "scopeSelector": {"matchExpressions": [
            {"scopeName": "PriorityClass", "operator": "In", "values": ["c%d" % number]}]}}} for number in range(n)]


def limit_ranges(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "LimitRange", "metadata": meta("l%d" % number, "x"), "spec": {
        "limits": [{"type": "Container", "max": {"cpu": "1m"}}]}} for number in range(n)]


def events_of_agent(cluster, n):
    about = cluster.pods[0]["metadata"]
    cluster.others += [{"apiVersion": "v1", "kind": "Event", "metadata": meta("e%d" % number, "logging"), "involvedObject": {
        "kind": "Pod", "namespace": "logging", "name": about["name"], "uid": about["uid"]}, "reason": "BackOff", "message":
        "Back-off %d" % number, "lastTimestamp": NOW} for number in range(n)]


def events_of_one_node(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "Event", "metadata": meta("e%d" % number, "default"), "involvedObject": {
        "kind": "Node", "name": "general-a"}, "reason": "EvictionThresholdMet", "message": "Attempting to reclaim memory",
        "lastTimestamp": NOW} for number in range(n)]


def refusals(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "Event", "metadata": meta("r%d" % number, "x"), "involvedObject": {
        "kind": "DaemonSet", "namespace": "x", "name": "d%d" % number}, "reason": "FailedCreate", "message":
        "Error creating: pods \"d-\" is forbidden: exceeded quota: q%d, requested: pods=1, used: pods=1, limited: pods=1"
        % number, "lastTimestamp": NOW} for number in range(n)]


def tainted_nodes(cluster, n):
    cluster.others += [tiny_node(number, taints=[{"key": "t%d" % number, "effect": "NoSchedule"}]) for number in range(n)]


def revisions_of_agent(cluster, n):
    cluster.others += [{"apiVersion": "apps/v1", "kind": "ControllerRevision", "revision": number + 9, "metadata": meta(
        "r%d" % number, "logging", labels={"app": "agent", "controller-revision-hash": "r%d" % number}, ownerReferences=[{
            "kind": "DaemonSet", "name": "agent", "uid": cluster.agent["metadata"]["uid"], "controller": True}])}
        for number in range(n)]


def agent_spec(change):
    """Lists of the template of the DaemonSet that runs everywhere; its pods are made from another."""
    def grow(cluster, n):
        change(cluster.agent["spec"]["template"]["spec"], n)
    grow.__name__ = change.__name__
    return grow


@agent_spec
def terms(spec, n):
    spec["affinity"] = {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
        {"matchExpressions": [{"key": "a", "operator": "In", "values": ["b%d" % number]}]} for number in range(n)]}}}


@agent_spec
def anti_affinity(spec, n):
    spec["affinity"] = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
        {"topologyKey": "k%d" % number, "namespaces": ["x"], "labelSelector": {"matchLabels": {"a": "b"}}}
        for number in range(n)]}}


@agent_spec
def unmet_affinity(spec, n):
    spec["affinity"] = {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
        {"topologyKey": "kubernetes.io/hostname", "namespaceSelector": {}, "labelSelector": {"matchExpressions": [
            {"key": "a", "operator": "NotIn", "values": ["c%d" % number]}]}} for number in range(n)]}}


@agent_spec
def spread(spec, n):
    spec["topologySpreadConstraints"] = [
        {"maxSkew": 1, "topologyKey": "k%d" % number, "whenUnsatisfiable": "DoNotSchedule",
         "labelSelector": {"matchLabels": {"a": "b"}}} for number in range(n)]


@agent_spec
def tolerations(spec, n):
    spec["tolerations"] = [{"key": "o%d" % number, "operator": "Exists"} for number in range(n)]


@agent_spec
def containers(spec, n):
    spec["containers"] += [{"name": "c%d" % number, "image": "i%d" % number} for number in range(n)]


@agent_spec
def host_ports(spec, n):
    spec["containers"][0]["ports"] = [{"containerPort": number % 65535 + 1, "hostPort": number % 65535 + 1} for number in range(n)]


@agent_spec
def claims(spec, n):
    spec["volumes"] = [{"name": "v%d" % number, "persistentVolumeClaim": {"claimName": "c%d" % number}} for number in range(n)]


@agent_spec
def disks(spec, n):
    spec["volumes"] = [{"name": "v%d" % number, "gcePersistentDisk": {"pdName": "d%d" % number}} for number in range(n)]


@agent_spec
def things(spec, n):
    spec["containers"][0]["resources"] = {"requests": {"x.io/t%d" % number: "1" for number in range(n)}}


def taints_of_one_node(cluster, n):
    cluster.nodes[0]["spec"]["taints"] = [{"key": "t%d" % number, "effect": "NoSchedule"} for number in range(n)]


def statuses_of_one_pod(cluster, n):
    cluster.pods[0]["status"]["containerStatuses"] = [
        {"name": "c%d" % number, "ready": False, "restartCount": 9, "state": {"waiting": {"reason": "CrashLoopBackOff"}},
         "lastState": {"terminated": {"exitCode": 1}}} for number in range(n)]


def images_of_one_node(cluster, n):
    cluster.nodes[0]["status"]["images"] = [{"names": ["i%d" % number]} for number in range(n)]


def attached_to_one_node(cluster, n):
    names = ["kubernetes.io/csi/d.io^v%d" % number for number in range(n)]
    cluster.nodes[0]["status"]["volumesInUse"] = names


def free_volumes(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "PersistentVolume", "metadata": meta("v%d" % number), "spec": {
        "storageClassName": "fast", "capacity": {"storage": "1"}, "accessModes": ["ReadWriteOnce"]},
        "status": {"phase": "Available"}} for number in range(n)]


def pending_claims(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": meta("c%d" % number, "logging"),
                        "spec": {"storageClassName": "fast", "accessModes": ["ReadWriteOnce"],
                                 "resources": {"requests": {"storage": "2"}}}, "status": {"phase": "Pending"}}
                       for number in range(n)]


def namespaces(cluster, n):
    cluster.others += [{"apiVersion": "v1", "kind": "Namespace", "metadata": meta("s%d" % number)} for number in range(n)]


OBJECTS = [nodes, tainted_nodes, pods_of_one_node, requesting_pods, pods_everywhere, failed_pods, waiting_pods, services,
           services_of_agent, budgets, budgets_that_except, quotas, scoped_quotas, limit_ranges, events_of_agent,
           events_of_one_node, refusals, revisions_of_agent, images_of_one_node, attached_to_one_node, taints_of_one_node,
           statuses_of_one_pod, free_volumes, pending_claims, namespaces]
DAEMON_SETS = [daemon_sets, daemon_sets_of_all_pods, daemon_sets_without_a_node, daemon_sets_that_preempt, daemon_sets_apart]
LISTS = [terms, anti_affinity, unmet_affinity, spread, tolerations, containers, host_ports, claims, disks, things]

for first, second in itertools.chain(
        itertools.product(DAEMON_SETS, OBJECTS), itertools.product(LISTS, OBJECTS), itertools.combinations(DAEMON_SETS, 2),
        itertools.combinations(LISTS, 2), itertools.product(LISTS, DAEMON_SETS),
        itertools.combinations([pods_of_one_node, requesting_pods, failed_pods, waiting_pods, nodes, services, budgets,
                                budgets_that_except, quotas, scoped_quotas, limit_ranges], 2)):
    @series("crossed.%s.%s" % (first.__name__, second.__name__), most=MOST, only="healthy")
    def grow(cluster, n, first=first, second=second):
        first(cluster, n)
        second(cluster, n)
