import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A container runs and says that it is not ready.
    public static let readinessProbeFailing = Self("readiness-probe-failing")
}

/// A container runs and says that it is not ready.
struct ReadinessProbeFailingRule: NodeRule {
    static let code = FindingCode.readinessProbeFailing
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.podMetrics, .containerLogs]
    static let parameters: [ParameterDescription] =
        [
            .text("container"), .text("probe", .optional), .text("probeFailure", .optional), .text("probeKind"),
            .text("missingProgram", .optional), .text("image", .optional), .text("logLine", .optional),
            .text("logRemedy", .optional),
        ] + ProgramReport.parameterDescriptions + LogAddressee.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "A container is running, but its readiness probe fails.",
        explanation: """
            The pod is not ready, gets no traffic from Services and holds up a rollout, but is not restarted. The \
            kubelet's Unhealthy events quote the probe's answer.
            """)

    /// How long a container may run before an unanswered probe counts, in seconds.
    static let patience: WholeNumber = 60

    struct Failure: Sendable {
        var container: String
        var probe: Probe?
        var said: String?
        /// The program's own statement meanwhile; nil without a log.
        var log: TellingLine?
        var image: String?
        /// The signature of an exec probe's answer; nil where that tells of no root by itself.
        var answer: LogSignature?
        /// What the program says of it in an event; nil without one.
        var report: ProgramReport?
        /// The Service that the log says wasn't reached; nil where it names none.
        var addressee: LogAddressee?

        /// The probe's program, where the container has none of that name.
        var missingProgram: String? {
            guard let said, said.contains("no such file") || said.contains("executable file not found"),
                let name = said[...].after("exec: \"")?.until("\"")
            else { return nil }
            return String(name)
        }
    }

    /// A program may take its time to become ready; a probe whose program the image lacks never succeeds.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        let isProgramMissing = finding.parameters.text("missingProgram") != nil
        return RolloutMeaning(.comparison, isProgramMissing ? .stays(seconds: RolloutMeaning.retried) : .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Failure>? {
        guard node.hasLivePodOnNode, let pod = node.pod, !pod.isReady else { return nil }
        let events = node.podEvents(in: situation)
        for status in pod.status.containerStatuses {
            guard case .running(let since) = status.state, !status.isReady else { continue }
            let spec = node.spec(of: status.name)
            let event = events.last {
                $0.reason == "Unhealthy" && $0.message.hasPrefix("Readiness probe")
                    && ($0.regarding.fieldPath.isEmpty || $0.regarding.fieldPath.contains("{\(status.name)}"))
            }
            let runs = since.map { situation.snapshot.capturedAt.seconds(since: $0) } ?? 0
            guard spec?.readinessProbe != nil, event != nil || runs > Self.patience else { continue }
            let line = situation.tellingLine(of: pod, container: status.name, on: node, isRunning: true)
            let log = line.flatMap { $0.isTelling ? $0 : nil }
            let report = ProgramReport(on: pod, in: situation)
            let answer = event.flatMap {
                situation.cluster.logSignatures.root(inAnswer: $0.message, of: spec?.readinessProbe)
            }
            let addressee = log.flatMap { log -> LogAddressee? in
                guard log.signature.map({ NodeSituation.isOfNetwork($0) }) ?? false else { return nil }
                return LogAddressee(in: log.line, of: pod, in: situation)
            }
            return Symptom(
                grouping: status.name,
                detail: Failure(
                    container: status.name, probe: spec?.readinessProbe, said: event?.message, log: log,
                    image: spec?.image, answer: answer, report: report, addressee: addressee),
                confidence: event == nil ? .likely : .certain,
                evidence: (event.map { [Evidence($0)] } ?? []) + (log.map { [$0.evidence] } ?? [])
                    + (report.map { [Evidence($0.event)] } ?? []))
        }
        return nil
    }

    func description(
        of symptoms: [LocatedSymptom<Failure>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let failure = symptoms[0].detail
        let said = symptoms.compactMap(\.detail.said).first.map { Wording.essence($0) }
        var parameters: Parameters = [
            "container": .text(failure.container), "probe": .text(failure.probe?.action ?? ""),
            "probeKind": "readiness",
        ]
        parameters["probeFailure"] = said.map { .text($0) }
        let missing = symptoms.compactMap(\.detail.missingProgram).first
        parameters["missingProgram"] = missing.map { .text($0) }
        parameters["image"] = failure.image.map { .text($0) }
        let log = missing == nil ? symptoms.compactMap(\.detail.log).first : nil
        parameters["logLine"] = log.map { .text($0.line) }
        let report = symptoms.lazy.compactMap(\.detail.report).first
        let addressee = symptoms.lazy.compactMap(\.detail.addressee).first
        for (name, value) in (report?.parameters.entries ?? []) + (addressee?.parameters.entries ?? []) {
            parameters[name] = value
        }
        let answer = symptoms.lazy.compactMap(\.detail.answer).first
        let remedy = [log?.signature, report?.signature, answer].lazy.compactMap { $0?.remedy }.first { !$0.isEmpty }
        parameters["logRemedy"] = remedy.map { .text(Wording.sentence($0, limit: .max)) }
        let meaning = log?.signature.map { $0.meaning.isEmpty ? "" : " (\($0.meaning))" } ?? ""
        return FindingDescription(
            title: "readiness probe of container \(failure.container) fails",
            message:
                "Container \(failure.container) is running but not ready\(failure.probe.map { " (probe \($0.action))" } ?? "")."
                + (said.map { " \(Wording.sentence($0, limit: .max))\(answer.map { " (\($0.meaning))" } ?? "")." } ?? "")
                + (missing.map { " The probe runs \($0), which is not in the image." } ?? "")
                + (log.map { " Its log says: \(Wording.sentence($0.line, limit: .max))\(meaning)." } ?? "")
                + (failure.probe?.unreachableHostPort(in: situation.daemonSet.template.spec) ?? "")
                + (failure.probe?.otherFamily(than: symptoms[0].node.pod, failing: said ?? "") ?? "")
                + (addressee?.sentence ?? "") + (report?.sentence ?? ""),
            parameters: parameters)
    }
}

extension ReadinessProbeFailingRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the readiness probe gets the wrong answer", on: ["n1"],
                with: ["container": "agent", "probe": "http-get :8080/ready", "probeKind": "readiness"]
            ) { cluster in
                cluster.node("n1")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "http-get :8080/ready"
                    container.readinessProbe = probe
                }
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.event(
                    "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", on: "agent-n1")
            },
            .firing(
                "the image lacks the program that the probe runs", on: ["n1"],
                with: ["container": "agent", "missingProgram": "/bin/healthy"]
            ) { cluster in
                cluster.node("n1")
                cluster.container { container in
                    var probe = Probe()
                    probe.action = "exec [/bin/healthy]"
                    container.readinessProbe = probe
                }
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.event(
                    "Unhealthy",
                    "Readiness probe errored: rpc error: code = Unknown desc = failed to exec in container: OCI runtime exec "
                        + "failed: exec: \"/bin/healthy\": stat /bin/healthy: no such file or directory: unknown",
                    on: "agent-n1")
            },
            .firing(
                "the program's log tells why it isn't ready", on: ["n1"],
                with: ["logLine": "not ready: unable to find any logs to tail"]
            ) { cluster in
                cluster.node("n1")
                cluster.container { $0.readinessProbe = Probe() }
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.log("not ready: unable to find any logs to tail", of: "agent-n1")
                cluster.snapshot.logs[0].isPrevious = false
            },
            .silent("the container started a moment ago") { cluster in
                cluster.node("n1")
                cluster.container { $0.readinessProbe = Probe() }
                cluster.daemonPod(on: "n1") { pod in
                    pod.becomeUnready()
                    pod.change { $0.state = .running(since: Timestamp(seconds: 9_980)) }
                }
            },
        ]
    }
}
