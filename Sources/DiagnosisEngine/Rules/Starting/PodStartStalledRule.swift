import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The pod's start does not get on.
    public static let podStartStalled = Self("pod-start-stalled")
}

/// The pod's start does not get on.
struct PodStartStalledRule: NodeRule {
    static let code = FindingCode.podStartStalled
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .text("container"), .text("step"), .number("waitingSeconds"), .text("probe", .optional),
        .text("runtime", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The pod takes too long to start.",
        explanation: """
            Either a container shows ContainerCreating for more than five minutes and no event says why: mounts that \
            hang time out after 2 min 3 s and sandboxes after 4 min, each with an event, but events last only an hour. \
            Or a container runs and its startup probe has not succeeded: the kubelet kills it after failureThreshold × \
            periodSeconds. Or the runtime was restarted after it had created an init container and before it started it: \
            the kubelet waits for such a container, and nothing starts it.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<StartStep>? {
        guard let step = situation.stalledStep(on: node), let pod = node.pod else { return nil }
        let said: String
        switch step.kind {
        case .creating(let container): said = "container \(container) has been waiting since \(step.since)"
        case .created(let container): said = "container \(container) was created at \(step.since), and is not started"
        case .startupProbe(let container, _):
            said = "container \(container) has been running since \(step.since), not started"
        default: return nil
        }
        let unhealthy = node.podEvents(in: situation).last {
            $0.reason == "Unhealthy" && $0.message.hasPrefix("Startup probe")
        }
        let events = [step.event, unhealthy].compactMap { $0 }.map { Evidence($0) }
        return Symptom(
            grouping: "\(step.kind)", detail: step, confidence: events.isEmpty ? .likely : .certain,
            evidence: [
                Evidence(kind: .containerStatus, object: "Pod \(pod.metadata.qualifiedName)", text: said)
            ] + events)
    }

    func description(
        of symptoms: [LocatedSymptom<StartStep>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let node = symptoms[0].node
        let seconds = symptoms.longest(until: situation.snapshot.capturedAt)
        let duration = Wording.duration(seconds: seconds)
        var parameters: Parameters = ["waitingSeconds": .number(seconds)]
        let message: String
        if case .startupProbe(let container, let isSidecar) = symptoms[0].detail.kind {
            let probe = node.spec(of: container)?.startupProbe
            parameters["container"] = .text(container)
            parameters["step"] = "startup-probe"
            parameters["probe"] = probe.map { .text($0.action) }
            let limit = probe.map { probe in
                let allowed =
                    probe.initialDelaySeconds + probe.periodSeconds * probe.failureThreshold
                return " The kubelet gives it \(Wording.duration(seconds: allowed)) in all."
            }
            message =
                "\(isSidecar ? "Sidecar" : "Container") \(container) has been running for \(duration), and its startup "
                + "probe has not succeeded\(isSidecar ? ", so no other container starts" : "").\(limit ?? "")"
        } else if case .created(let container) = symptoms[0].detail.kind {
            let runtime = node.node.runtimeName
            parameters["container"] = .text(container)
            parameters["step"] = "created"
            parameters["runtime"] = .text(runtime)
            message =
                "Init container \(container) was created \(duration) ago and never started. \(runtime) was probably "
                + "restarted in between; the kubelet then waits forever."
        } else {
            let container = Self.container(symptoms[0].detail)
            parameters["container"] = .text(container)
            parameters["step"] = "creating"
            message =
                "Container \(container) has been waiting to be created for \(duration), and "
                + (situation.snapshot.hasGap(.eventsMissing)
                    ? "the snapshot has no events that say why."
                    : "no event says why: events last only an hour.")
        }
        return FindingDescription(
            severity: symptoms.severity, title: "pod takes too long to start", message: message, parameters: parameters)
    }

    private static func container(_ step: StartStep) -> String {
        if case .creating(let container) = step.kind { return container }
        return ""
    }
}

extension PodStartStalledRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a container is being created for ten minutes, and no event says why", on: ["n1"],
                with: ["container": "agent", "step": "creating", "waitingSeconds": 600]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 9_400) }
            },
            .firing("a startup probe does not succeed", on: ["n1"], with: ["step": "startup-probe"]) { cluster in
                cluster.node("n1")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "http-get :8080/started"
                    probe.failureThreshold = 360
                    container.startupProbe = probe
                }
                cluster.daemonPod(on: "n1") { pod in
                    pod.becomeUnready()
                    pod.change { $0.hasStarted = false }
                }
            },
            .firing(
                "the runtime was restarted after it had created an init container", on: ["n1"],
                with: ["container": "setup", "step": "created"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.initContainers = [ExampleObjects.container("setup")] }
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold("PodInitializing", since: 9_000)
                    pod.status.initContainerStatuses = pod.status.containerStatuses
                    pod.status.initContainerStatuses[0].name = "setup"
                }
                cluster.event(
                    "Created", "Created container setup", on: "agent-n1", fieldPath: "spec.initContainers{setup}",
                    secondsAgo: 900, isWarning: false)
            },
            .silent("the pod came a minute ago") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 9_940) }
            },
            .silent("an event says why") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating", since: 9_400) }
                cluster.event("FailedMount", "MountVolume.SetUp failed for volume \"data\" : timed out", on: "agent-n1")
            },
        ]
    }
}
