"""Series of what repeats within a node: each of the cluster's nodes gets `n` of it."""
from Growth.cluster import NOW
from Growth.series import series


@series("node.taints", most=15_000)
def taints(cluster, n):
    for each in cluster.nodes:
        each["spec"]["taints"] += [{"key": "example.io/taint-%d" % number, "effect": "NoSchedule"}
                                   for number in range(n)]


@series("node.taints-tolerated", most=10_000)
def tolerated_taints(cluster, n):
    taints(cluster, n)
    for spec in cluster.pod_specs():
        spec["tolerations"] = spec.get("tolerations", []) + [
            {"key": "example.io/taint-%d" % number, "operator": "Exists"} for number in reversed(range(n))]


@series("node.taints-preferred", most=15_000)
def preferred_taints(cluster, n):
    for each in cluster.nodes:
        each["spec"]["taints"] += [{"key": "example.io/taint-%d" % number, "effect": "PreferNoSchedule"}
                                   for number in range(n)]


@series("node.conditions", most=10_000)
def conditions(cluster, n):
    for each in cluster.nodes:
        each["status"]["conditions"] += [
            {"type": "Problem%d" % number, "status": "True" if cluster.ill else "False", "reason": "Problem",
             "message": "a problem", "lastTransitionTime": NOW} for number in range(n)]


@series("node.images", most=15_000)
def images(cluster, n):
    for each in cluster.nodes:
        each["status"]["images"] += [{"names": ["registry.example/image:%d" % number], "sizeBytes": 1 << 20}
                                     for number in range(n)]


@series("node.image-names", most=30_000)
def image_names(cluster, n):
    for each in cluster.nodes:
        each["status"]["images"][0]["names"] += ["registry.example/image:%d" % number for number in range(n)]


@series("node.volumes-attached", most=15_000)
def attached_volumes(cluster, n):
    for each in cluster.nodes:
        names = ["kubernetes.io/csi/driver.example^volume-%d" % number for number in range(n)]
        each["status"]["volumesInUse"] = names
        each["status"]["volumesAttached"] = [{"name": name, "devicePath": ""} for name in names]


@series("node.addresses", most=20_000)
def addresses(cluster, n):
    for each in cluster.nodes:
        each["status"]["addresses"] = [{"type": "InternalIP", "address": "10.%d.%d.%d" % (
            number >> 16, number >> 8 & 255, number & 255)} for number in range(n)]


@series("node.allocatable", most=30_000)
def allocatable(cluster, n):
    for each in cluster.nodes:
        for field in ("allocatable", "capacity"):
            each["status"][field] = {
                **each["status"][field], **{"example.io/thing-%d" % number: "1" for number in range(n)}}


@series("kubelet-summary.pods", most=30_000)
def kubelet_summary(cluster, n):
    cluster.summaries = [{"nodeName": "full-a", "node": {
        "memory": {"availableBytes": 1 << 30},
        "fs": {"availableBytes": 1 << 20, "capacityBytes": 1 << 40, "inodesFree": 1 << 20, "inodes": 1 << 24}},
        "pods": [{"podRef": {"namespace": "apps", "name": "pod-%d" % number}, "memory": {"workingSetBytes": number},
                  "ephemeral-storage": {"usedBytes": number << 10}} for number in range(n)]}]


@series("csi-node.drivers", most=15_000)
def csi_drivers(cluster, n):
    for each in cluster.nodes:
        cluster.others.append({
            "apiVersion": "storage.k8s.io/v1", "kind": "CSINode", "metadata": {"name": each["metadata"]["name"]},
            "spec": {"drivers": [{"name": "driver-%d.example" % number, "nodeID": "x", "allocatable": {"count": 10}}
                                 for number in range(n)]}})
