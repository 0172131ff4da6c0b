"""Series of how long a text is: messages of events, states, conditions, annotations, and lines of logs, of `n` bytes.

Each is filled in several ways: with the words that a message of its kind is searched for again and again, and with what
patterns trip over: blanks, digits, brackets, commas.
"""
from Growth.cluster import event
from Growth.faults import EVICTED, WAITING, CRASHED
from Growth.objects import REASONS
from Growth.series import series

MOST = 1_000_000
FILLINGS = {
    "letters": "a", "blanks": " ", "digits": "1", "colons": ": ", "commas": "1, ", "quotes": "\\\" ", "brackets": "[(",
    "lines": "a\n", "words": "word ", "paths": "/a", "wide": "\u4e16",
}


def filled(filling, n):
    return (filling * (n // len(filling) + 1))[:n]


def text_series(name, put, own, only=None):
    """Series of a text that `put(cluster, text)` puts in its place; `own` is what such a text usually holds."""
    for filling, repeated in {**FILLINGS, "own": own}.items():
        def grow(cluster, n, repeated=repeated):
            put(cluster, own + filled(repeated, n) if n else own)
        series("text.%s.%s" % (name, filling), MOST, only)(grow)


def put_event(kind, reason):
    def put(cluster, text):
        about = {"pod": cluster.pods[-1 if cluster.ill else 0], "daemon-set": cluster.daemon_sets[-1],
                 "node": cluster.nodes[-1]}[kind]
        cluster.events.append(event(about, reason, text))
    return put


for reason, message in REASONS:
    text_series("event-" + reason, put_event("pod", reason), message.replace("%d", "1") + " ")
for name, waiting, reason, message in WAITING:
    def put_waiting(cluster, text, name=name):
        for pod in cluster.pods:
            if pod["metadata"]["name"].startswith(name + "-general"):
                pod["status"]["containerStatuses"][0]["state"]["waiting"]["message"] = text
        for each in cluster.events:
            if each["metadata"]["name"].startswith(name + "-general"):
                each["message"] = text
    text_series("waiting-" + name, put_waiting, message + " ", only="ill")
for reason, own in [("FailedCreate", "Error creating: pods \"agent-1\" is forbidden: exceeded quota: a, "),
                    ("FailedDaemonPod", "Found failed daemon pod logging/agent-1 on node general-a, will kill it ")]:
    text_series("daemon-set-event-" + reason, put_event("daemon-set", reason), own)
text_series("node-event", put_event("node", "FreeDiskSpaceFailed"), "Failed to garbage collect required amount of images ")


def put_last_state(cluster, text):
    for pod in cluster.pods:
        if pod["metadata"]["name"].startswith(("crash-", "liveness-")):
            pod["status"]["containerStatuses"][0]["lastState"] = {
                "terminated": {**CRASHED["terminated"], "message": text}}


def put_pod_status(cluster, text):
    for pod in cluster.pods:
        if pod["status"]["phase"] == "Failed":
            pod["status"]["message"] = text


def put_unschedulable(cluster, text):
    for pod in cluster.pods:
        if pod["status"]["phase"] == "Pending":
            pod["status"]["conditions"][-1]["message"] = text


def put_node_condition(cluster, text):
    for each in cluster.nodes:
        for condition in each["status"]["conditions"]:
            condition["message"] = text


def put_log_line(cluster, text):
    cluster.logs[0]["lines"] = [text]


def put_image(cluster, text):
    for each in cluster.main_containers():
        each["image"] = text


def put_annotation(cluster, text):
    for each in (cluster.agent, cluster.pods[0], cluster.nodes[0]):
        each["metadata"].setdefault("annotations", {})["kubectl.kubernetes.io/last-applied-configuration"] = text


def put_argument(cluster, text):
    for each in cluster.main_containers()[:1] + [cluster.pods[0]["spec"]["containers"][0]]:
        each["args"] = [text]


text_series("last-state", put_last_state, "cannot open /etc/agent.conf: permission denied ", only="ill")
text_series("pod-status", put_pod_status, EVICTED, only="ill")
text_series("unschedulable", put_unschedulable, "0/7 nodes are available: 1 Insufficient cpu, ", only="ill")
text_series("node-condition", put_node_condition, "container runtime network not ready: NetworkReady=false ")
text_series("log-line", put_log_line, "level=error msg=\"cannot open file\" err=\"permission denied\" ", only="ill")
text_series("image", put_image, "registry.example/agent:1")
text_series("annotation", put_annotation, "{\"password\": \"x\", \"token\": \"y\"} ")
text_series("argument", put_argument, "--password=x --url=https://a:b@example.org ")
