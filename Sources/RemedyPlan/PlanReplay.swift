import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import RemedyPlaybooks

/// A step as a plan's file tells it.
public struct RecordedStep: Equatable, Sendable {
    /// From 1.
    public var number: Int
    /// `namespace/name`.
    public var daemonSet: String
    /// The code of the finding that the step is for; nil in a file that doesn't say it.
    public var code: FindingCode?
    /// A line that says what to do.
    public var title: String
    /// The changes by name, with their arguments.
    public var changes: [Parameters]
    /// Nodes whose old pods the step deletes.
    public var deletesPodsOn: [String]
    /// How many pods were available before, and how many the step promised.
    public var promise: (before: Int, after: Int)

    /// A step of these parts.
    public init(
        number: Int, daemonSet: String, code: FindingCode? = nil, title: String, changes: [Parameters],
        deletesPodsOn: [String] = [], promise: (before: Int, after: Int)
    ) {
        self.number = number
        self.daemonSet = daemonSet
        self.code = code
        self.title = title
        self.changes = changes
        self.deletesPodsOn = deletesPodsOn
        self.promise = promise
    }

    /// Whether both tell the same.
    public static func == (left: RecordedStep, right: RecordedStep) -> Bool {
        left.number == right.number && left.daemonSet == right.daemonSet && left.code == right.code
            && left.title == right.title && left.changes == right.changes && left.deletesPodsOn == right.deletesPodsOn
            && left.promise == right.promise
    }
}

/// What becomes of a step on another snapshot.
public struct ReplayedStep: Equatable, Sendable {
    /// The step as it was planned.
    public var step: RecordedStep
    /// Whether it still holds.
    public var verdict: Verdict
    /// The DaemonSet's pods before the step; nil where there is no such DaemonSet.
    public var before: PodTotals?
    /// Its pods after it; nil where the step cannot be made.
    public var after: PodTotals?
    /// Why it does not hold, in words; nil where it does.
    public var why: String?
    /// What it would do now; nil where it cannot be made.
    public var simulation: Simulation?
    /// What it would risk now.
    public var risk: Risk?

    /// Whether a step keeps its promise.
    public enum Verdict: String, CaseIterable, Sendable {
        /// At least the promised pods become available.
        case holds
        /// Some pods become available, fewer than promised.
        case weaker
        /// Somebody has made the change already.
        case done
        /// No further pod becomes available.
        case bringsNothing = "brings-nothing"
        /// The change cannot be made: what it names is not there.
        case impossible
    }
}

/// Makes the steps of a plan again, one after the other, on a snapshot that may be newer than the plan.
public struct PlanReplay {
    private let diagnosis: ClusterDiagnosis
    private let simulator: Simulator

    /// - Parameters:
    ///   - diagnosis: the diagnosis of the whole snapshot.
    ///   - engine: the verdicts on it.
    public init(_ diagnosis: ClusterDiagnosis, engine: PlacementEngine) {
        self.diagnosis = diagnosis
        simulator = Simulator(engine)
    }

    /// What becomes of each step. A step that cannot be made, or brings nothing, is left out for those behind it.
    public func replay(_ steps: [RecordedStep]) -> [ReplayedStep] {
        var cluster = PlannedCluster(simulator, diagnosis: diagnosis)
        return steps.map { step in
            let (replayed, next) = Self.replay(step, on: cluster)
            if let next, replayed.verdict == .holds || replayed.verdict == .weaker { cluster = next }
            return replayed
        }
    }

    private static func replay(_ step: RecordedStep, on cluster: PlannedCluster) -> (ReplayedStep, PlannedCluster?) {
        var replayed = ReplayedStep(step: step, verdict: .impossible)
        guard let daemonSet = cluster.position(ofDaemonSet: step.daemonSet),
            let diagnosis = cluster.diagnoses[daemonSet]
        else {
            replayed.why = "DaemonSet \(step.daemonSet) not found"
            return (replayed, nil)
        }
        let before = cluster.totals(of: daemonSet)
        replayed.before = before
        let changes = step.changes.compactMap(Change.init(described:))
        guard !changes.isEmpty, changes.count == step.changes.count else {
            replayed.why = "the plan has a change of unknown kind"
            return (replayed, nil)
        }
        let places = step.deletesPodsOn.compactMap { cluster.engine.index.nodeByName[$0] }
        let trial = RemedyTrial(changes: changes, deletedByHand: step.deletesPodsOn.isEmpty ? nil : Set(places))
        // A file of an earlier release doesn't say the code: then a pod that has a place is not one to be served.
        let code = step.code ?? .insufficientResource
        var finding = Finding(code: code, severity: .critical, title: "", message: "")
        finding.nodes = diagnosis.nodes.filter { $0.shouldRun && cluster.lacks(daemonSet, on: $0.node) }.map(\.node)
        do {
            let (effect, next) = cluster.made(try cluster.effect(of: trial, for: finding, on: daemonSet))
            let after = PodTotals(
                available: effect.available.count { $0 } - effect.atRisk,
                desired: effect.outcome.nodes.count { $0.after.isEligible })
            replayed.after = after
            replayed.simulation = effect.simulation
            replayed.risk = effect.risk
            let blocker = effect.simulation.blockers.first
            if cluster.isDone(effect) {
                replayed.verdict = .done
                replayed.why = "the change has already been made"
            } else if after.available >= step.promise.after, after.available >= before.available {
                replayed.verdict = .holds
            } else if after.available > before.available {
                replayed.verdict = .weaker
                replayed.why = blocker
            } else {
                replayed.verdict = .bringsNothing
                replayed.why = blocker ?? "no node still lacks the pod for the reason that the step fixes"
            }
            return (replayed, next)
        } catch {
            replayed.why = "\(error)"
            return (replayed, nil)
        }
    }
}

extension PlannedCluster {
    /// Whether the step would change nothing.
    fileprivate func isDone(_ effect: StepEffect) -> Bool {
        let settlement = effect.outcome.settlement
        return effect.outcome.daemonSet == snapshot.daemonSets[effect.daemonSet] && settlement.addedNodes.isEmpty
            && settlement.changedNodes.allSatisfy { snapshot.nodes[$0.key] == $0.value }
            && effect.outcome.evictions.isEmpty && (effect.trial.deletedByHand ?? []).isEmpty
    }
}
