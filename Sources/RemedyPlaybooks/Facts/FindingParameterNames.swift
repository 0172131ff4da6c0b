import DiagnosisEngine

/// The names that playbooks can use besides the parameters that a finding's rule describes.
///
/// Playbooks are checked against all of it, so that a misspelt variable is found before a cluster is.
public enum FindingParameterNames {
    /// The names for every finding: the DaemonSet and its facts, the nodes and the pods concerned.
    static let common: [ParameterDescription] =
        [
            .text("code"), .text("namespace", .optional), .text("daemonSet", .optional),
            .texts("nodes", .optional), .number("nodeCount"), .text("firstNode", .optional),
            .texts("pods", .optional), .texts("ownPodNames", .optional), .text("firstPod", .optional),
            .text("firstPodNamespace", .optional), .texts("firstPods", .optional), .truth("hasManyPods"),
            .text("containerList", .optional), .texts("sharedByFailing", .optional),
        ] + ImageDrift.parameters + NodeLimitationReport.parameterDescriptions

    /// Everything that a template for findings of `code` can use. A finding's own facts come first.
    static func available(for code: FindingCode) -> [ParameterDescription] {
        let found = searched(for: code)
        let own = code.parameters.filter { own in !found.contains { $0.name == own.name } } + found
        let taken = Set(own.map(\.name))
        return own + (RemedyContext.facts + common).filter { !taken.contains($0.name) }
    }

    /// Contradictions between `finding` and its rule, a line each: an undescribed parameter, another kind of value, a
    /// parameter that must be there and is not.
    public static func problems(in finding: Finding) -> [String] {
        let everywhere =
            [
                ParameterDescription.text("namespace", .optional), .text("daemonSet", .optional),
                .texts("sharedByFailing", .optional),
            ] + ImageDrift.parameters + NodeLimitationReport.parameterDescriptions
        return ParameterDescription.problems(
            in: finding.parameters, described: finding.code.parameters + RemedyContext.facts + everywhere)
    }

    /// The facts that are searched for before the playbooks for `code` are asked. Each may be absent.
    static func searched(for code: FindingCode) -> [ParameterDescription] {
        var known: Set<String> = []
        return FactCatalogue.searches(for: code).flatMap { $0.parameters + $0.details }
            .filter { known.insert($0.name).inserted }
    }
}
