import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

extension RemedyTrial {
    /// The result of a trial.
    public struct Result: Sendable {
        /// The effect of the changes, with all costs.
        public var simulation: Simulation
        /// How every node stands.
        public var outcome: SimulationOutcome
        /// The risk of the changes.
        public var risk: Risk
    }

    /// Tries the changes on a cluster.
    ///
    /// - Parameters:
    ///   - finding: the finding that they are for.
    ///   - placement: the verdicts on the DaemonSet.
    ///   - diagnosis: how the DaemonSet is.
    ///   - usual: which of its pods do not serve though they have a place; nil to find out.
    ///   - simulator: what knows the cluster.
    /// - Returns: what the changes do.
    /// - Throws: ``SimulationError`` where a change names something that is not there any more.
    public func result(
        for finding: Finding, of placement: DaemonSetPlacement, diagnosis: DaemonSetDiagnosis,
        outlook usual: PodOutlook? = nil, with simulator: Simulator
    ) throws(SimulationError) -> Result {
        var outlook = usual ?? diagnosis.outlook(placement, in: simulator.engine.index)
        outlook.deletedByHand = deletedByHand
        let outcome: SimulationOutcome
        if let known = known?.answer(with: simulator, outlook: outlook) {
            outcome = known
        } else {
            outcome = try simulator.outcome(of: changes, for: placement, outlook: outlook)
        }
        let misplaced = Set(diagnosis.nodes.lazy.filter { $0.state == .misplaced }.map(\.node))
        let simulation = SimulationSummary(
            outcome, for: finding, misplaced: misplaced, leavesOut: changes.contains(where: \.avoidsNodes),
            in: simulator.engine.snapshot
        ).simulation
        return Result(simulation: simulation, outcome: outcome, risk: max(Risk(of: simulation), leastRisk))
    }
}

extension Change {
    /// The change that a remedy describes (``Remedy/changes``); nil where it describes none that there is.
    public init?(described description: Parameters) {
        guard let name = description.text("change"), let form = ChangeForm.all.first(where: { $0.name == name }) else {
            return nil
        }
        var values: [String: ChangeArguments.Value] = [:]
        for (name, value) in description.entries where name != "change" {
            switch value {
            case .text(let text): values[name] = .text(text)
            case .number(let number): values[name] = .number(number)
            case .quantity: values[name] = value.quantity.map { .quantity($0) }
            case .list(let elements): values[name] = .texts(elements.compactMap(\.text))
            case .truth, .object, .absent: return nil
            }
        }
        guard let change = form.change(ChangeArguments(values)) else { return nil }
        self = change
    }
}
