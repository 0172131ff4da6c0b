import DiagnosisEngine
import KubernetesModel

/// More patience than a probe that has a container killed has now.
struct ProbePatienceFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .number("suggestedFailureThreshold", .optional), .number("suggestedTimeoutSeconds", .optional),
    ]

    let needs = [["container", "probeKind"]]

    /// At least so many periods and five seconds, and always more than there are now.
    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let container = subject.containerInTemplate
        let probe: Probe?
        let periods: WholeNumber
        switch subject.finding.parameters.text("probeKind") {
        case "liveness"?: (probe, periods) = (container?.livenessProbe, 6)
        case "startup"?: (probe, periods) = (container?.startupProbe, 60)
        default: return facts
        }
        guard let probe else { return facts }
        // A probe that waits for days already is not short of patience.
        guard probe.failureThreshold <= 10_000, probe.timeoutSeconds <= 3600 else { return facts }
        facts.parameters["suggestedFailureThreshold"] = .number(max(periods, probe.failureThreshold * 2))
        facts.parameters["suggestedTimeoutSeconds"] = .number(max(5, probe.timeoutSeconds * 2))
        return facts
    }
}
