import ClusterSimulation
import DiagnosisEngine
import RemedyPlaybooks

/// An ordered set of proven remedies, simulated together: each step on the cluster that the steps before it leave.
public struct Plan: Equatable, Sendable {
    /// In the order in which they are made.
    public var steps: [PlanStep] = []
    /// Pods of the DaemonSets in question before the first step.
    public var before = PodTotals()
    /// The same pods after the last step.
    public var after = PodTotals()
    /// The causes that the steps leave, with the reason, in the order of the causes.
    public var leftOver: [LeftOverCause] = []
    /// Remedies that are no step, with the reason: those that come next first.
    public var unused: [UnusedRemedy] = []
    /// Whether the search was cut short: the cluster is too large to try everything.
    public var isCutShort = false

    /// A plan without steps.
    public init() {}
}

/// How many pods DaemonSets have, and how many they want.
public struct PodTotals: Equatable, Sendable {
    /// Pods that are available, as far as is known.
    public var available = 0
    /// Nodes that the DaemonSets want a pod on.
    public var desired = 0

    /// No pods.
    public init() {}

    /// These pods.
    public init(available: Int, desired: Int) {
        self.available = available
        self.desired = desired
    }
}

/// A step of a plan: a remedy with what it does given the steps before it.
public struct PlanStep: Equatable, Sendable {
    /// From 1.
    public var number = 0
    /// The number of the cause that it is for.
    public var cause: Int?
    /// The finding that it is for.
    public var finding: FindingReference
    /// The code of that finding.
    public var code: FindingCode
    /// `namespace/name`.
    public var daemonSet: String
    /// The remedy. Its simulation and its risk are those of this step.
    public var remedy: Remedy
    /// The DaemonSet's pods before the step.
    public var before: PodTotals
    /// Its pods after it. At least as many become available.
    public var after: PodTotals
    /// How many nodes have a pod of the newest template then, at least; nil where none is replaced.
    public var updated: Int?
    /// Nodes that gain a pod, in natural order.
    public var gains: [String] = []
    /// Nodes that gain one only if no pod that an earlier step has moved takes the room, in natural order. They are not
    /// counted.
    public var uncertain: [String] = []
    /// Nodes that lose it.
    public var loses: [String] = []
    /// Other DaemonSets that gain or lose pods, sorted by name.
    public var others: [OtherDaemonSet] = []
    /// What it does not keep to: PodDisruptionBudgets, and maxUnavailable where pods are deleted by hand.
    public var violates: [String] = []
    /// Nodes whose old pods its commands delete.
    public var deletesPodsOn: [String] = []
    /// How long its pods have to be ready before they count as available, in seconds.
    public var minReadySeconds = 0
    /// Whether commands are left out because they hold secrets.
    public var lacksCommands = false
    /// The next step that makes pods available, where this one makes none and only has to come before others.
    public var leadsTo: LaterStep?

    /// How many more pods are available after it, those of other DaemonSets among them.
    public var gain: Int {
        after.available - before.available + others.reduce(0) { $0 + $1.after.available - $1.before.available }
    }

    /// A step that another one has to come before.
    public struct LaterStep: Equatable, Sendable {
        /// Its number.
        public var number: Int
        /// `namespace/name`.
        public var daemonSet: String
        /// A line that says what it does.
        public var title: String
        /// Its DaemonSet's pods before it.
        public var before: PodTotals
        /// The same pods after it.
        public var after: PodTotals
    }

    /// A DaemonSet that gains or loses pods by a step for another one.
    public struct OtherDaemonSet: Equatable, Sendable {
        /// `namespace/name`.
        public var name: String
        /// Its pods before the step.
        public var before: PodTotals
        /// Its pods after it.
        public var after: PodTotals
    }
}

/// A cause that no step deals with, or not wholly.
public struct LeftOverCause: Equatable, Sendable {
    /// Its number.
    public var cause: Int
    /// Its title.
    public var title: String
    /// The nodes or the DaemonSet that it is about.
    public var nodes: [String]
    /// The DaemonSets that it affects, `namespace/name`.
    public var daemonSets: [String]
    /// How many of its pods are still missing or not available.
    public var pods: Int
    /// Why the plan leaves it.
    public var reason: UnusedReason
    /// The reason in words.
    public var why: String
    /// The title of the best that can be done, for people to decide; nil where nothing is known.
    public var remedy: String?
    /// The steps whose rollout it holds up.
    public var holdsUp: [Int] = []
}

/// A remedy that is no step.
public struct UnusedRemedy: Equatable, Sendable {
    /// The number of the cause that it is for.
    public var cause: Int
    /// `namespace/name`; nil for one of the cluster.
    public var daemonSet: String?
    /// The playbook that it comes from.
    public var playbook: String
    /// A line that says what to do.
    public var title: String
    /// What it may cost.
    public var risk: Risk
    /// Why it is no step.
    public var reason: UnusedReason
    /// The same in words.
    public var why: String
    /// The step that it collides with, or after which it brings nothing.
    public var step: Int?
}

/// Why a remedy is no step of a plan.
public enum UnusedReason: String, CaseIterable, Sendable {
    /// Its commands only look, or it takes machines: somebody has to decide.
    case needsDecision = "needs-decision"
    /// Nothing in a snapshot can tell whether it helps.
    case notProvable = "not-provable"
    /// It was tried on the snapshot, and helps no node.
    case contradictsEvidence = "contradicts-evidence"
    /// An option rules it out.
    case excluded
    /// A step takes what it needs, or sets the same field.
    case collides
    /// Its pods are available after another step.
    case bringsNothing = "brings-nothing"
    /// No playbook knows a way out.
    case noRemedy = "no-remedy"
}

/// What a plan may do.
public struct PlanOptions: Equatable, Sendable {
    /// Steps of a higher risk are left out.
    public var maxRisk = Risk.medium
    /// Changes that no step may make.
    public var never: Set<ChangeKind> = []
    /// Only remedies of these causes; nil for all.
    public var onlyCauses: Set<Int>?

    /// Every cause, every change, no high risk.
    public init() {}
}
