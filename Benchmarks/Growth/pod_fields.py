"""Series of what repeats within a pod: each of the cluster's pods and templates gets `n` of it."""
from Growth.cluster import NOW, YESTERDAY, container
from Growth.series import series


@series("pod.containers", most=8_000)
def containers(cluster, n):
    for spec in cluster.pod_specs()[:1]:
        spec["containers"] += [container("side-%d" % number, "1u", "1") for number in range(n)]
    for pod in cluster.pods[:1]:
        pod["spec"]["containers"] += [container("side-%d" % number, "1u", "1") for number in range(n)]
        add_statuses(pod, "containerStatuses", n)


@series("pod.containers-failing", most=4_000)
def failing_containers(cluster, n):
    pod = cluster.pods[0]
    cluster.agent["spec"]["template"]["spec"]["containers"] += [container("side-%d" % place) for place in range(n)]
    pod["spec"]["containers"] += [container("side-%d" % number) for number in range(n)]
    ended = {"terminated": {"exitCode": 1, "reason": "Error", "startedAt": YESTERDAY, "finishedAt": NOW}}
    add_statuses(pod, "containerStatuses", n, ready=False, restartCount=9, lastState=ended,
                 state={"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 5m0s"}})


@series("pod.containers-failing-differently", most=4_000)
def differently_failing_containers(cluster, n):
    failing_containers(cluster, n)
    for place, status in enumerate(cluster.pods[0]["status"]["containerStatuses"][1:]):
        status["lastState"] = {"terminated": {
            "exitCode": place % 250 + 1, "reason": ["Error", "OOMKilled", "StartError"][place % 3],
            "message": "message %d" % place, "startedAt": YESTERDAY, "finishedAt": NOW}}


@series("pod.containers-waiting", most=6_000)
def waiting_containers(cluster, n):
    pod = cluster.pods[0]
    cluster.agent["spec"]["template"]["spec"]["containers"] += [
        container("side-%d" % place, image="registry.example/image:%d" % place) for place in range(n)]
    pod["spec"]["containers"] = list(cluster.agent["spec"]["template"]["spec"]["containers"])
    add_statuses(pod, "containerStatuses", n, ready=False, state={"waiting": {
        "reason": "ImagePullBackOff", "message": "Back-off pulling image"}})


@series("pod.init-containers", most=8_000)
def init_containers(cluster, n):
    made = [container("first-%d" % number, "1u", "1") for number in range(n)]
    cluster.agent["spec"]["template"]["spec"]["initContainers"] = made
    cluster.pods[0]["spec"]["initContainers"] = made
    add_statuses(cluster.pods[0], "initContainerStatuses", n, prefix="first",
                 state={"terminated": {"exitCode": 0, "reason": "Completed"}})


@series("pod.init-containers-failing", most=6_000)
def failing_init_containers(cluster, n):
    init_containers(cluster, n)
    for status in cluster.pods[0]["status"]["initContainerStatuses"]:
        status.update(ready=False, restartCount=5, state={"waiting": {"reason": "CrashLoopBackOff"}}, lastState={
            "terminated": {"exitCode": 1, "reason": "Error", "startedAt": YESTERDAY, "finishedAt": NOW}})
    cluster.pods[0]["status"]["phase"] = "Pending"


@series("pod.sidecars", most=8_000)
def sidecars(cluster, n):
    init_containers(cluster, n)
    for each in cluster.agent["spec"]["template"]["spec"]["initContainers"]:
        each["restartPolicy"] = "Always"


def add_statuses(pod, field, n, prefix="side", **status):
    pod["status"].setdefault(field, []).extend({
        "name": "%s-%d" % (prefix, number), "ready": True, "restartCount": 0, "image": "registry.example/agent:1",
        "imageID": "x", "state": {"running": {"startedAt": YESTERDAY}}, **status} for number in range(n))


def in_containers(name, field, most, make):
    """A series of a list of containers; `make` gives its element of a number."""
    @series("container." + name, most)
    def grow(cluster, n):
        values = [make(number) for number in range(n)]
        for each in cluster.main_containers():
            each[field] = values


def in_specs(name, field, most, make):
    """A series of a list of pod specs."""
    @series("pod." + name, most)
    def grow(cluster, n):
        values = [make(number) for number in range(n)]
        for spec in cluster.pod_specs():
            spec[field] = spec.get(field, []) + values


in_containers("env", "env", 30_000, lambda number: {"name": "KEY_%d" % number, "value": "value"})
in_containers("env-from-secrets", "env", 10_000, lambda number: {
    "name": "KEY_%d" % number, "valueFrom": {"secretKeyRef": {"name": "secret-%d" % number, "key": "key"}}})
in_containers("env-from", "envFrom", 30_000, lambda number: {"configMapRef": {"name": "config-%d" % number}})
in_containers("env-expanded", "env", 15_000, lambda number: {"name": "K%d" % number, "value": "$(K%d)" % (number - 1)})
in_containers("args", "args", 100_000, lambda number: "--flag=%d" % number)
in_containers("command", "command", 100_000, lambda number: "word-%d" % number)
in_containers("ports", "ports", 20_000, lambda number: {
    "name": "port-%d" % number, "containerPort": number % 65535 + 1, "protocol": "TCP"})
in_containers("host-ports", "ports", 20_000, lambda number: {
    "containerPort": number % 65535 + 1, "hostPort": number % 65535 + 1, "protocol": "TCP"})
in_containers("host-ports-same", "ports", 20_000, lambda number: {
    "containerPort": 9100, "hostPort": 9100, "hostIP": "10.%d.%d.%d" % (number >> 16, number >> 8 & 255, number & 255)})
in_containers("mounts", "volumeMounts", 20_000, lambda number: {
    "name": "volume-%d" % number, "mountPath": "/mnt/%d" % number})
in_containers("devices", "volumeDevices", 20_000, lambda number: {
    "name": "volume-%d" % number, "devicePath": "/dev/%d" % number})

in_specs("volumes-config", "volumes", 15_000, lambda number: {
    "name": "volume-%d" % number, "configMap": {"name": "config-%d" % number}})
in_specs("volumes-host", "volumes", 15_000, lambda number: {
    "name": "volume-%d" % number, "hostPath": {"path": "/var/%d" % number}})
in_specs("volumes-claims", "volumes", 15_000, lambda number: {
    "name": "volume-%d" % number, "persistentVolumeClaim": {"claimName": "claim-%d" % number}})
in_specs("volumes-csi", "volumes", 15_000, lambda number: {
    "name": "volume-%d" % number, "csi": {"driver": "driver-%d.example" % number}})
in_specs("volumes-disks", "volumes", 15_000, lambda number: {
    "name": "volume-%d" % number, "awsElasticBlockStore": {"volumeID": "vol-%d" % number}})
in_specs("tolerations", "tolerations", 20_000, lambda number: {
    "key": "example.io/key-%d" % number, "operator": "Exists", "effect": "NoSchedule"})
in_specs("tolerations-same", "tolerations", 20_000, lambda number: {
    "key": "nvidia.com/gpu", "operator": "Equal", "value": "value-%d" % number, "effect": "NoSchedule"})
in_specs("scheduling-gates", "schedulingGates", 20_000, lambda number: {"name": "example.io/gate-%d" % number})
in_specs("readiness-gates", "readinessGates", 20_000, lambda number: {"conditionType": "example.io/gate-%d" % number})
in_specs("image-pull-secrets", "imagePullSecrets", 30_000, lambda number: {"name": "secret-%d" % number})
in_specs("resource-claims", "resourceClaims", 15_000, lambda number: {
    "name": "claim-%d" % number, "resourceClaimName": "claim-%d" % number})
in_specs("host-aliases", "hostAliases", 15_000, lambda number: {"ip": "10.0.0.1", "hostnames": ["host-%d" % number]})


@series("pod.mounts-and-volumes", most=10_000)
def mounts_and_volumes(cluster, n):
    for spec in cluster.pod_specs():
        spec["volumes"] = [{"name": "volume-%d" % number, "secret": {"secretName": "secret-%d" % number}}
                           for number in range(n)]
        spec["containers"][0]["volumeMounts"] = [{"name": "volume-%d" % number, "mountPath": "/mnt/%d" % number}
                                                 for number in range(n)]


@series("pod.projected-sources", most=20_000)
def projected_sources(cluster, n):
    sources = [{"configMap": {"name": "config-%d" % number}} for number in range(n)]
    for spec in cluster.pod_specs():
        spec["volumes"] = [{"name": "all", "projected": {"sources": sources}}]


@series("pod.resources", most=20_000)
def resources(cluster, n):
    for each in cluster.main_containers():
        each["resources"]["requests"].update(("example.io/thing-%d" % number, "1") for number in range(n))
        each["resources"]["limits"].update(("example.io/thing-%d" % number, "1") for number in range(n))
    for each in cluster.nodes:
        each["status"]["allocatable"].update(("example.io/thing-%d" % number, "1") for number in range(n))


@series("pod.resources-lacking", most=20_000)
def lacking_resources(cluster, n):
    for each in cluster.main_containers():
        each["resources"]["requests"].update(("example.io/thing-%d" % number, "1") for number in range(n))


@series("pod.node-selector", most=30_000)
def node_selector(cluster, n):
    for spec in cluster.pod_specs():
        spec["nodeSelector"] = {"example.io/label-%d" % number: "value" for number in range(n)}


@series("pod.node-selector-met", most=30_000)
def met_node_selector(cluster, n):
    node_selector(cluster, n)
    for each in cluster.nodes:
        each["metadata"]["labels"].update(("example.io/label-%d" % number, "value") for number in range(n))


def node_terms(cluster, terms):
    for spec in cluster.pod_specs():
        spec.setdefault("affinity", {})["nodeAffinity"] = {
            "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}


@series("pod.node-selector-terms", most=10_000)
def node_selector_terms(cluster, n):
    node_terms(cluster, [{"matchExpressions": [{"key": "pool", "operator": "In", "values": ["none-%d" % number]}]}
                         for number in range(n)])


@series("pod.node-selector-expressions", most=15_000)
def node_selector_expressions(cluster, n):
    node_terms(cluster, [{"matchExpressions": [
        {"key": "example.io/label-%d" % number, "operator": "Exists"} for number in range(n)]}])


@series("pod.node-selector-values", most=60_000)
def node_selector_values(cluster, n):
    node_terms(cluster, [{"matchExpressions": [
        {"key": "pool", "operator": "In", "values": ["pool-%d" % number for number in range(n)]}]}])


@series("pod.node-selector-values-near", most=30_000)
def near_node_selector_values(cluster, n):
    """Values that are each a letter away from those of the nodes, which have as many."""
    node_terms(cluster, [{"matchExpressions": [
        {"key": "example.io/rack", "operator": "In", "values": ["rack-%06d" % number for number in range(n)]}]}])
    for place, each in enumerate(cluster.nodes):
        each["metadata"]["labels"]["example.io/rack"] = "rock-%06d" % place


@series("pod.node-names", most=12_000)
def node_names(cluster, n):
    node_terms(cluster, [{"matchFields": [
        {"key": "metadata.name", "operator": "In", "values": ["node-%d" % number]}]} for number in range(n)])


@series("pod.preferred-terms", most=8_000)
def preferred_terms(cluster, n):
    terms = [{"weight": 1, "preference": {"matchExpressions": [
        {"key": "pool", "operator": "In", "values": ["pool-%d" % number]}]}} for number in range(n)]
    for spec in cluster.pod_specs():
        spec.setdefault("affinity", {}).setdefault("nodeAffinity", {})[
            "preferredDuringSchedulingIgnoredDuringExecution"] = terms


def pod_terms(name, field, label):
    @series("pod." + name, most=6_000)
    def grow(cluster, n):
        terms = [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": label % number}}}
                 for number in range(n)]
        for spec in cluster.pod_specs():
            spec.setdefault("affinity", {})[field] = {"requiredDuringSchedulingIgnoredDuringExecution": terms}


pod_terms("affinity-terms", "podAffinity", "app-%d")
pod_terms("anti-affinity-terms", "podAntiAffinity", "app-%d")
pod_terms("anti-affinity-terms-unmet", "podAntiAffinity", "agent%.0d")


@series("pod.affinity-namespaces", most=30_000)
def affinity_namespaces(cluster, n):
    for spec in cluster.pod_specs():
        spec.setdefault("affinity", {})["podAntiAffinity"] = {"requiredDuringSchedulingIgnoredDuringExecution": [{
            "topologyKey": "kubernetes.io/hostname", "labelSelector": {}, "namespaces": [
                "namespace-%d" % number for number in range(n)]}]}


@series("pod.spread-constraints", most=6_000)
def spread_constraints(cluster, n):
    constraints = [{"maxSkew": 1, "topologyKey": "example.io/label-%d" % number, "whenUnsatisfiable": "DoNotSchedule",
                    "labelSelector": {"matchLabels": {"app": "agent"}}} for number in range(n)]
    for spec in cluster.pod_specs():
        spec["topologySpreadConstraints"] = constraints


@series("pod.spread-constraints-met", most=6_000)
def met_spread_constraints(cluster, n):
    spread_constraints(cluster, n)
    for each in cluster.nodes:
        each["metadata"]["labels"].update(("example.io/label-%d" % number, "value") for number in range(n))


@series("pod.conditions", most=10_000)
def conditions(cluster, n):
    for pod in cluster.pods:
        pod["status"]["conditions"] += [{"type": "example.io/%d" % number, "status": "False", "reason": "Waits",
                                         "lastTransitionTime": NOW, "message": "waits"} for number in range(n)]


def in_metadata(kind, field, most, make):
    @series("%s.%s" % (kind, field.lower()), most)
    def grow(cluster, n):
        values = [make(number) for number in range(n)]
        for each in {"pod": cluster.pods, "node": cluster.nodes, "daemon-set": cluster.daemon_sets}[kind] if n else []:
            if isinstance(values[0], tuple):
                each["metadata"].setdefault(field, {}).update(values)
            else:
                each["metadata"].setdefault(field, []).extend(values)


for kind in ("pod", "node", "daemon-set"):
    in_metadata(kind, "labels", 30_000, lambda number: ("example.io/label-%d" % number, "value"))
    in_metadata(kind, "annotations", 30_000, lambda number: ("example.io/note-%d" % number, "value"))
    in_metadata(kind, "finalizers", 30_000, lambda number: "example.io/finalizer-%d" % number)
    in_metadata(kind, "ownerReferences", 10_000, lambda number: {
        "apiVersion": "apps/v1", "kind": "DaemonSet", "name": "owner-%d" % number, "uid": "owner-%d" % number})


@series("pod.template-labels", most=30_000)
def template_labels(cluster, n):
    labels = {"example.io/label-%d" % number: "value" for number in range(n)}
    for each in cluster.daemon_sets:
        each["spec"]["template"]["metadata"]["labels"].update(labels)
    for each in cluster.pods:
        each["metadata"]["labels"].update(labels)


@series("pod.template-annotations", most=30_000)
def template_annotations(cluster, n):
    notes = {"example.io/note-%d" % number: "value" for number in range(n)}
    for each in cluster.daemon_sets:
        each["spec"]["template"]["metadata"]["annotations"] = notes


@series("daemon-set.selector-labels", most=30_000)
def selector_labels(cluster, n):
    template_labels(cluster, n)
    for each in cluster.daemon_sets:
        each["spec"]["selector"]["matchLabels"].update(("example.io/label-%d" % number, "value") for number in range(n))


@series("daemon-set.selector-expressions", most=15_000)
def selector_expressions(cluster, n):
    for each in cluster.daemon_sets:
        each["spec"]["selector"]["matchExpressions"] = [
            {"key": "example.io/label-%d" % number, "operator": "DoesNotExist"} for number in range(n)]


@series("daemon-set.selector-values", most=60_000)
def selector_values(cluster, n):
    for each in cluster.daemon_sets:
        each["spec"]["selector"]["matchExpressions"] = [
            {"key": "app", "operator": "NotIn", "values": ["app-%d" % number for number in range(n)]}]


@series("pod.deep-annotation", most=1_000_000)
def deep_annotation(cluster, n):
    text = "[" * (n // 2) + "]" * (n // 2)
    for each in cluster.daemon_sets[:3] + cluster.pods[:3]:
        each["metadata"].setdefault("annotations", {})["kubectl.kubernetes.io/last-applied-configuration"] = text
