import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// An init container runs and does not end.
    public static let initContainerUnfinished = Self("init-container-unfinished")
}

/// An init container runs and does not end.
struct InitContainerUnfinishedRule: NodeRule {
    static let code = FindingCode.initContainerUnfinished
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.containerLogs]
    static let parameters: [ParameterDescription] = [
        .text("container"), .text("image"), .number("waitingSeconds"), .number("elsewhereSeconds", .optional),
        .text("logLine", .optional), .texts("waitsFor", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "An init container keeps running, so the pod's containers never start.",
        explanation: """
            Init containers run one after another before the pod's own, each to its end, and Kubernetes sets no time \
            limit. One that waits for a server, a file or a lock runs as long as it waits. dsdoctor reports it after \
            five minutes, or after twice the time that it took on other nodes.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<StartStep>? {
        guard let step = situation.stalledStep(on: node), case .initContainer(let name) = step.kind,
            let pod = node.pod
        else { return nil }
        let elsewhere = Self.elsewhere(name, in: situation) ?? 0
        guard step.seconds(until: situation.snapshot.capturedAt) > elsewhere * 2 else { return nil }
        let log = situation.tellingLine(of: pod, container: name, on: node)
        return Symptom(
            grouping: name, detail: step,
            evidence: [
                Evidence(
                    kind: .containerStatus, object: "Pod \(pod.metadata.qualifiedName)",
                    text: "init container \(name) has been running since \(step.since)")
            ] + (log.map { [$0.evidence] } ?? []))
    }

    /// The longest time that the container took where it has ended well, in seconds.
    private static func elsewhere(_ name: String, in situation: DaemonSetSituation) -> WholeNumber? {
        situation.nodes.compactMap { node -> WholeNumber? in
            guard let status = node.pod?.status.initContainerStatuses.first(where: { $0.name == name }),
                case .terminated(let end) = status.state, end.exitCode == 0, let from = end.startedAt,
                let until = end.finishedAt
            else { return nil }
            return max(0, until.seconds(since: from))
        }.max()
    }

    func description(
        of symptoms: [LocatedSymptom<StartStep>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let node = symptoms[0].node
        guard case .initContainer(let name) = symptoms[0].detail.kind else {
            return FindingDescription(title: "", message: "")
        }
        let seconds = symptoms.longest(until: situation.snapshot.capturedAt)
        let elsewhere = Self.elsewhere(name, in: situation)
        let log = node.pod.flatMap { situation.tellingLine(of: $0, container: name, on: node) }
        var parameters: Parameters = [
            "container": .text(name), "image": .text(node.image(of: name) ?? ""), "waitingSeconds": .number(seconds),
        ]
        parameters["elsewhereSeconds"] = elsewhere.map { .number($0) }
        parameters["logLine"] = log.map { .text($0.line) }
        let waitsFor = symptoms.awaited(by: name, in: situation)
        parameters["waitsFor"] = waitsFor.isEmpty ? nil : .texts(waitsFor)
        return FindingDescription(
            severity: symptoms.severity, title: "init container \(name) does not finish",
            message:
                "Init container \(name) has been running for \(Wording.duration(seconds: seconds)); no other "
                + "container starts until it finishes."
                + (elsewhere.map { " On other nodes it took at most \(Wording.duration(seconds: $0))." } ?? "")
                + (log.map { " Its log says: \($0.line)".ended } ?? "")
                + (waitsFor.isEmpty
                    ? "" : " It waits for \(Wording.list(waitsFor, most: 4)), by its words, which fails there."),
            parameters: parameters)
    }
}

extension InitContainerUnfinishedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "an init container waits for a database that does not come", on: ["n1"],
                with: ["container": "wait-for-db", "waitingSeconds": 600]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.initContainers = [ExampleObjects.container("wait-for-db")] }
                cluster.daemonPod(on: "n1") { $0.initialize("wait-for-db", since: 9_400) }
            },
            .silent("it has only just begun") { cluster in
                cluster.node("n1")
                cluster.template { $0.initContainers = [ExampleObjects.container("wait-for-db")] }
                cluster.daemonPod(on: "n1") { $0.initialize("wait-for-db", since: 9_950) }
            },
            .silent("it is a sidecar, which is to run") { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    var sidecar = ExampleObjects.container("mesh")
                    sidecar.isRestartable = true
                    spec.initContainers = [sidecar]
                }
                cluster.daemonPod(on: "n1") { $0.initialize("mesh", since: 9_400) }
            },
        ]
    }
}
