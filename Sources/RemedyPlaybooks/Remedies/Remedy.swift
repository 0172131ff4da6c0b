import DiagnosisEngine

/// A way out, with the steps and commands for this cluster.
public struct Remedy: Equatable, Sendable {
    /// The `id` of the playbook that it comes from.
    public var playbook: String
    /// A line that says what to do.
    public var title: String
    /// What it may cost.
    public var risk: Risk
    /// What to do, in sentences.
    public var steps: [String]
    /// What to run: each command a list of words, quoted only when printed.
    public var commands: [[String]]
    /// How to take it back.
    public var rollback: [[String]]
    /// How to see that it worked.
    public var verify: [[String]]
    /// Where to read on.
    public var references: [String]
    /// What is simulated of it: each change by its name (`change`) with its arguments, amounts for each pool among them.
    public var changes: [Parameters] = []
    /// What it would do, tried on the snapshot; nil where nobody asked.
    public var simulation: Simulation?
    /// What was tried of it, to be tried again on a cluster that has changed; nil where nothing was. It does not count
    /// when remedies are compared.
    public var trial: RemedyTrial? {
        get { keptTrial.value }
        set { keptTrial.value = newValue }
    }

    private var keptTrial = KeptTrial()

    /// What follows from the rest: all are equal.
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
