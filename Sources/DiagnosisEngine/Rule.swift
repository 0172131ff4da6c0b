import KubernetesModel

/// Something that can be wrong, with everything about it: code, documentation, and how it is found.
public protocol Rule: Sendable {
    static var code: FindingCode { get }
    static var documentation: RuleDocumentation { get }
    /// Small clusters in which the rule fires, and others in which it is silent: at least one of each.
    static var examples: [RuleExample] { get }
}

/// What people read about a rule.
public struct RuleDocumentation: Sendable {
    /// What is wrong, in a sentence.
    public var summary: String
    /// How it comes about and how it is told, by Kubernetes' own rules.
    public var explanation: String

    public init(summary: String, explanation: String) {
        self.summary = summary
        self.explanation = explanation
    }
}

/// A rule that looks at a DaemonSet on one node at a time. Nodes with one cause become one finding.
public protocol NodeRule: Rule {
    /// What the rule has seen on a node, for its message.
    associatedtype Detail: Sendable

    /// What is wrong on this node; nil when it is not this.
    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Detail>?

    /// Words and facts for nodes of one cause; there is at least one.
    func description(of symptoms: [LocatedSymptom<Detail>], in situation: DaemonSetSituation) -> FindingDescription

    /// Asks the rule about each of the nodes. Rules leave this as it is: it stands here for the compiler to make a version
    /// for each rule's own types, which takes half as long as one for all.
    func outcome(for candidates: [NodeSituation], in situation: DaemonSetSituation) -> RuleOutcome
}

/// A rule that looks at a DaemonSet as a whole.
public protocol DaemonSetRule: Rule {
    func findings(in situation: DaemonSetSituation) -> [Finding]
}

/// A rule about what could be better where nothing is wrong.
public protocol AdviceRule: DaemonSetRule {}

/// A rule about what belongs to no living DaemonSet.
public protocol ClusterRule: Rule {
    func findings(in cluster: ClusterSituation) -> [Finding]
}

/// What a rule has seen on a node.
public struct Symptom<Detail: Sendable>: Sendable {
    /// Nodes with equal text here become one finding.
    public var grouping: String
    public var detail: Detail
    public var confidence: Confidence
    public var evidence: [Evidence]
    /// Whether it was seen on a pod that is gone: what ails the pod that came after it is the primary cause then.
    public var isPast: Bool

    public init(
        grouping: String, detail: Detail, confidence: Confidence = .certain, evidence: [Evidence] = [],
        isPast: Bool = false
    ) {
        self.grouping = grouping
        self.detail = detail
        self.confidence = confidence
        self.evidence = evidence
        self.isPast = isPast
    }
}

/// A symptom and where it was seen.
public struct LocatedSymptom<Detail: Sendable>: Sendable {
    public var node: NodeSituation
    public var symptom: Symptom<Detail>

    public var detail: Detail { symptom.detail }
}

/// The words and facts of a finding, before nodes and evidence are put beside them.
public struct FindingDescription: Sendable {
    public var severity: Severity
    public var title: String
    public var message: String
    public var parameters: Parameters

    public init(severity: Severity = .critical, title: String, message: String, parameters: Parameters = Parameters()) {
        self.severity = severity
        self.title = title
        self.message = message
        self.parameters = parameters
    }
}
