import KubernetesModel

/// A probe for whose failure the kubelet kills the container.
enum KillingProbe: String, Sendable {
    case liveness
    case startup

    static let parameters: [ParameterDescription] =
        CrashSymptom.parameters + [
            .text("probe", .optional), .text("probeFailure", .optional), .text("probeKind"),
            .number("timeoutSeconds", .optional), .truth("isCutOff"), .truth("isUnanswered"),
            .truth("isSlow"), .truth("isProbeWrong"), .text("probeFault", .optional), .text("fittingHost", .optional),
            .text("boundTo", .optional), .text("boundBy", .optional),
            .text("probeField"), .truth("isEarly"), .number("aliveSeconds", .optional),
            .number("patienceSeconds", .optional),
        ]

    fileprivate var crash: CrashKind {
        switch self {
        case .liveness: return .livenessProbe
        case .startup: return .startupProbe
        }
    }

    fileprivate func probe(of container: Container?) -> Probe? {
        switch self {
        case .liveness: return container?.livenessProbe
        case .startup: return container?.startupProbe
        }
    }

    /// How long the probe bears failure, where that bounds how long the container may take to start.
    fileprivate func patience(of probe: Probe?) -> String {
        guard self == .startup, let probe else { return "" }
        return " for \(probe.failureThreshold) × \(probe.periodSeconds) s"
    }
}

/// A rule about containers that the kubelet kills because a probe fails.
protocol ProbeKillRule: NodeRule where Detail == CrashSymptom {
    static var probe: KillingProbe { get }
}

extension ProbeKillRule {
    /// Whether an exec probe fails because the kubelet cuts it off: before Kubernetes 1.20 it let it run on
    /// (`ExecProbeTimeout`). A probe that is cut off has said nothing.
    private static func isCutOff(_ probe: Probe, _ failure: String, in situation: DaemonSetSituation) -> Bool {
        guard probe.action.hasPrefix("exec ") else { return false }
        let minor = situation.snapshot.kubernetesVersion.split(separator: ".").dropFirst().first
            .flatMap { WholeNumber($0.prefix { $0.isNumber }) }
        if let minor, minor < 20 { return false }
        // The first line: what follows may be all that the probe's program can print, its options included.
        let words = (failure.split(separator: "(×").first ?? "").split(whereSeparator: \.isNewline).first ?? ""
        let isSilent = words.reversed().first { $0 != " " } == ":"
        // The kubelet's and the runtime's words. What the probe's program prints of a time-out is its answer.
        return isSilent || words.contains("command ") && words.contains("timed out")
            || words.contains("timeout exceeded")
            || words.contains("rpc error")
                && ["timed out", "deadline exceeded", "DeadlineExceeded", "timeout"].contains { words.contains($0) }
    }

    /// Whether the answer came too late: the probe was connected and gave up.
    private static func isLate(_ failure: String) -> Bool {
        ["deadline exceeded", "client.timeout", "i/o timeout", "timed out"].contains {
            failure.lowercased().contains($0)
        }
    }

    /// Whether nobody listens where the probe asks: what is slow to answer takes the connection.
    private static func isUnanswered(_ failure: String) -> Bool {
        ["connection refused", "failed to connect", "actively refused", "no route to host"].contains {
            failure.lowercased().contains($0)
        }
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == Self.probe.crash }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        let kind = Self.probe.rawValue
        let probe = Self.probe.probe(of: crash.spec)
        let failure = symptoms[0].symptom.evidence.first { $0.kind == .event }?.text
        var parameters = symptoms.parameters()
        parameters["probe"] = probe.map { .text($0.action) }
        parameters["probeFailure"] = failure.map { .text($0) }
        parameters["probeKind"] = .text(kind)
        let isCutOff = probe.map { Self.isCutOff($0, failure ?? "", in: situation) } ?? false
        parameters["timeoutSeconds"] = probe.map { .number($0.timeoutSeconds) }
        parameters["isCutOff"] = .truth(isCutOff)
        parameters["isSlow"] = .truth(isCutOff || Self.isLate(failure ?? ""))
        parameters["isUnanswered"] = .truth(!isCutOff && Self.isUnanswered(failure ?? ""))
        let fault =
            isCutOff ? nil : ProbeFault(of: probe, saying: failure ?? "", signatures: situation.cluster.logSignatures)
        parameters["isProbeWrong"] = .truth(fault != nil)
        let isWebProbe = probe?.action.hasPrefix("http-get ") ?? false
        let fittingHost = probe?.fittingLoopback(for: symptoms[0].node.pod, failing: failure ?? "")
        let bound = probe?.boundAddress(of: crash.spec, in: symptoms[0].node.pod, failing: failure ?? "")
        parameters["fittingHost"] = isWebProbe ? (fittingHost ?? bound?.address).map { .text($0) } : nil
        parameters["boundTo"] = bound.map { .text($0.address) }
        parameters["boundBy"] = bound.map { .text($0.speaker) }
        let early = isCutOff ? nil : symptoms.earlyKill(by: probe, failing: failure ?? "")
        parameters["isEarly"] = .truth(early != nil)
        parameters["aliveSeconds"] = early.map { .number($0.alive) }
        parameters["patienceSeconds"] = early.map { .number($0.patience) }
        parameters["probeField"] = .text("\(kind)Probe")
        parameters["probeFault"] = fault.map { .text("\($0.said) (\($0.meaning))") }
        let action = probe.map { " (\($0.action), timeout \($0.timeoutSeconds) s)" } ?? ""
        return FindingDescription(
            title: "\(kind) probe of container \(crash.name) fails",
            message: ("Container \(crash.name) is killed because its \(kind) probe\(action) "
                + "fails\(Self.probe.patience(of: probe)) (\(symptoms.restarts))"
                + (fault.map { ": \($0.said) (\($0.meaning)). The probe is at fault, not the container." } ?? ".")
                + symptoms.lastWords).followed(
                    by: (isCutOff
                        ? " Since Kubernetes 1.20 the kubelet stops an exec probe after timeoutSeconds "
                            + "(\(probe?.timeoutSeconds ?? 1) s): it needs more time on a busy node." : "")
                        + (early?.sentence ?? "")
                        + (probe?.unreachableHostPort(in: situation.daemonSet.template.spec) ?? "")
                        + (probe?.otherFamily(than: symptoms[0].node.pod, failing: failure ?? "") ?? "")
                        + (bound.map {
                            " The pod is on the host network, so the probe asks the node's address; the container's "
                                + "\($0.speaker) to listen on \($0.address)."
                        } ?? "")),
            parameters: parameters)
    }
}
