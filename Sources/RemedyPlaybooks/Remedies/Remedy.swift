import DiagnosisEngine

/// A way out, with the steps and commands for this cluster.
public struct Remedy: Equatable, Sendable {
    /// The `id` of the playbook that it comes from.
    public var playbook: String
    /// A line that says what to do.
    public var title: String
    /// The risk.
    public var risk: Risk
    /// The steps, in sentences.
    public var steps: [String]
    /// The commands: each a list of words, quoted only when printed.
    public var commands: [[String]]
    /// How to take it back.
    public var rollback: [[String]]
    /// How to see that it worked.
    public var verify: [[String]]
    /// Where to read on.
    public var references: [String]
    /// The simulated changes: each by its name (`change`) with its arguments, amounts for each pool among them.
    public var changes: [Parameters] = []
    /// The simulated effect on the snapshot; nil if it was not asked for.
    public var simulation: Simulation?
    /// The simulated changes, to repeat on a cluster that has changed; nil if there were none. It does not count
    /// when remedies are compared.
    public var trial: RemedyTrial? {
        get { keptTrial.value }
        set { keptTrial.value = newValue }
    }

    private var keptTrial = KeptTrial()

    /// Derived from the rest, so all are equal.
    private struct KeptTrial: Equatable, Sendable {
        var value: RemedyTrial?

        static func == (left: KeptTrial, right: KeptTrial) -> Bool { true }
    }

    /// A remedy, tried or not.
    public init(
        playbook: String, title: String, risk: Risk, steps: [String] = [], commands: [[String]] = [],
        rollback: [[String]] = [], verify: [[String]] = [], references: [String] = [], simulation: Simulation? = nil
    ) {
        self.playbook = playbook
        self.title = title
        self.risk = risk
        self.steps = steps
        self.commands = commands
        self.rollback = rollback
        self.verify = verify
        self.references = references
        self.simulation = simulation
    }
}
