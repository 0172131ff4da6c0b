import KubernetesModel

/// A rule about containers that wait because their image cannot be used as it is named or set.
protocol UnusableImageRule: NodeRule where Detail == WaitingContainer {
    /// For which reason they wait.
    static var waitingReason: String { get }
    static var title: String { get }

    static func message(_ waiting: WaitingContainer) -> String
}

extension UnusableImageRule {
    static var parameters: [ParameterDescription] { WaitingContainer.imageParameters + [.text("reason")] }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<WaitingContainer>? {
        guard let waiting = node.waitingContainer([Self.waitingReason]) else { return nil }
        return Symptom(grouping: waiting.image, detail: waiting, evidence: [node.evidence(waiting)])
    }

    func description(
        of symptoms: [LocatedSymptom<WaitingContainer>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let waiting = symptoms[0].detail
        return FindingDescription(
            title: Self.title, message: Self.message(waiting), parameters: waiting.parameters)
    }
}
