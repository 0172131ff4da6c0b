"""Series of how many DaemonSets there are, and how they meet each other."""
from Growth.cluster import container, daemon_set, event, pod_of, pod_spec, service
from Growth.faults import BACK_OFF, CRASHED, EVICTED, add_waiting
from Growth.series import series

# Each DaemonSet is judged on each of the seven nodes, and its pods stand there.
MOST = 30_000


def daemon_sets(name, only=None):
    """A series of DaemonSets: a function adds the one of a number."""
    def register(function):
        @series("daemon-sets-" + name, MOST, only)
        def grow(cluster, n):
            for number in range(n):
                function(cluster, number)
        return function
    return register


@daemon_sets("without-pods")
def without_pods(cluster, number):
    cluster.add(daemon_set("extra-%d" % number))


@daemon_sets("served")
def served(cluster, number):
    extra = cluster.add(daemon_set("extra-%d" % number))
    cluster.pods += [pod_of(extra, "general-a"), pod_of(extra, "general-b")]


@daemon_sets("idle")
def idle(cluster, number):
    cluster.add(daemon_set("extra-%d" % number, spec=pod_spec(nodeSelector={"pool": "pool-%d" % number}), desired=0))


@daemon_sets("of-one-selector")
def of_one_selector(cluster, number):
    cluster.add(daemon_set("extra-%d" % number, labels={"app": "same"}))


@daemon_sets("of-one-selector-served")
def of_one_selector_served(cluster, number):
    cluster.pods.append(pod_of(cluster.add(daemon_set("extra-%d" % number, labels={"app": "same"})), "general-a"))


@daemon_sets("overlapping")
def overlapping(cluster, number):
    """Each selects the pods of all that have more labels than itself."""
    labels = {"app": "same", "team": "team-%d" % (number % 10)} if number % 2 else {"app": "same"}
    extra = cluster.add(daemon_set("extra-%d" % number, labels=labels))
    extra["spec"]["template"]["metadata"]["labels"]["number"] = str(number)


@daemon_sets("selecting-by-expressions")
def by_expressions(cluster, number):
    extra = cluster.add(daemon_set("extra-%d" % number))
    extra["spec"]["selector"] = {"matchExpressions": [{"key": "app", "operator": "Exists"}]}


@daemon_sets("selecting-all-but-one")
def all_but_one(cluster, number):
    extra = cluster.add(daemon_set("extra-%d" % number))
    extra["spec"]["selector"] = {"matchExpressions": [
        {"key": "app", "operator": "NotIn", "values": ["extra-%d" % (number + 1)]}]}


@daemon_sets("in-namespaces")
def in_namespaces(cluster, number):
    cluster.add(daemon_set("extra", namespace="namespace-%d" % number))


@daemon_sets("with-services")
def with_services(cluster, number):
    cluster.add(daemon_set("extra-%d" % number))
    cluster.others.append(service("extra-%d" % number, {"app": "extra-%d" % number, "tier": "none"}))


@daemon_sets("crashing", "ill")
def crashing(cluster, number):
    extra = cluster.add(daemon_set("extra-%d" % number))
    cluster.pods.append(pod_of(extra, "general-a", BACK_OFF, restarts=30, last=CRASHED))
    cluster.events.append(event(cluster.pods[-1], "BackOff", "Back-off restarting failed container"))


@daemon_sets("without-room", "ill")
def without_room(cluster, number):
    add_waiting(cluster, "extra-%d" % number, pod_spec(container("main", cpu="3999m")))


@daemon_sets("fighting-for-room", "ill")
def fighting_for_room(cluster, number):
    """They fill the nodes: each takes the room of the others, and some of them preempt."""
    spec = pod_spec(container("main", cpu="500m"), priority=number % 2 * 1000)
    if number < 6:
        cluster.pods.append(pod_of(cluster.add(daemon_set("extra-%d" % number, spec=spec)), "general-a"))
    else:
        add_waiting(cluster, "extra-%d" % number, spec)


@daemon_sets("too-large", "ill")
def too_large(cluster, number):
    add_waiting(cluster, "extra-%d" % number, pod_spec(container("main", memory="64Gi")))


@daemon_sets("with-one-host-port", "ill")
def with_one_host_port(cluster, number):
    add_waiting(cluster, "extra-%d" % number, pod_spec(
        container("main", ports=[{"containerPort": 9100, "hostPort": 9100}])))


@daemon_sets("out-of-memory", "ill")
def out_of_memory(cluster, number):
    extra = cluster.add(daemon_set("extra-%d" % number))
    cluster.pods.append(pod_of(extra, "general-a", BACK_OFF, restarts=30, last={
        "terminated": {"exitCode": 137, "reason": "OOMKilled"}}))


@daemon_sets("refused", "ill")
def refused(cluster, number):
    extra = cluster.add(daemon_set("extra-%d" % number))
    cluster.events.append(event(extra, "FailedCreate", "Error creating: pods \"extra-%d-x\" is forbidden: exceeded quota: "
                                "pods" % number, component="daemonset-controller"))


@daemon_sets("evicted", "ill")
def evicted(cluster, number):
    extra = cluster.add(daemon_set("extra-%d" % number))
    cluster.pods.append(pod_of(extra, "general-a", phase="Failed", reason="Evicted", message=EVICTED))
    cluster.events.append(event(cluster.pods[-1], "Evicted", EVICTED))


@daemon_sets("kept-apart", "ill")
def kept_apart(cluster, number):
    """Each keeps its pods away from those of all others."""
    add_waiting(cluster, "extra-%d" % number, pod_spec(affinity={"podAntiAffinity": {
        "requiredDuringSchedulingIgnoredDuringExecution": [{
            "topologyKey": "kubernetes.io/hostname", "labelSelector": {
                "matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["extra-%d" % number]}]}}]}}))


@daemon_sets("kept-apart-and-served")
def kept_apart_and_served(cluster, number):
    extra = cluster.add(daemon_set("extra-%d" % number, spec=pod_spec(affinity={"podAntiAffinity": {
        "requiredDuringSchedulingIgnoredDuringExecution": [{
            "topologyKey": "kubernetes.io/hostname",
            "labelSelector": {"matchLabels": {"app": "extra-%d" % number}}}]}})))
    cluster.pods.append(pod_of(extra, "general-a"))
