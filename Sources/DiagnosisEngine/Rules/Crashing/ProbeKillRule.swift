import KubernetesModel

/// A probe for whose failure the kubelet kills the container.
enum KillingProbe: String, Sendable {
    case liveness
    case startup

    static let parameters: [ParameterDescription] =
        CrashSymptom.parameters + [
            .text("probe", .optional), .text("probeFailure", .optional), .text("probeKind"),
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
        let action = probe.map { " (\($0.action))" } ?? ""
        return FindingDescription(
            title: "\(kind) probe of container \(crash.name) fails",
            message: "Container \(crash.name) is killed because its \(kind) probe\(action) "
                + "fails\(Self.probe.patience(of: probe)) (\(symptoms.restarts)).\(symptoms.lastWords)"
                + (probe?.unreachableHostPort(in: situation.daemonSet.template.spec) ?? ""),
            parameters: parameters)
    }
}
