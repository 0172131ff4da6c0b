import ClusterSnapshot
import KubernetesModel

/// Something that can be wrong, with everything about it: whatever lists codes is made from the rules.
///
/// A rule is a file of `Rules/`, which declares its code as well, and a line of ``RuleCatalogue``.
package protocol Rule: Sendable {
    /// The code of its findings.
    static var code: FindingCode { get }
    static var family: FindingFamily { get }
    /// Without any of these the rule is blind, wholly or in part: it may not see what is there.
    static var needs: [SnapshotPart] { get }
    /// Without any of these it sees all that is there, but is less sure, or it and its remedies say less.
    static var weakenedWithout: [SnapshotPart] { get }
    /// The facts that its findings carry, beside those that all carry.
    static var parameters: [ParameterDescription] { get }
    static var documentation: RuleDocumentation { get }
    /// Half a sentence for where another finding may be the cause: `the node is NotReady`. Nil where it never gives way.
    static var asConsequence: String? { get }
    /// Small clusters in which the rule fires, and others in which it is silent: at least one of each.
    static var examples: [RuleExample] { get }
    /// Whether its findings follow from whatever else ails the DaemonSet, where something does: a stalled rollout.
    static var followsOthers: Bool { get }
    /// Whether the size of a node may tell those where it fails from others: a program's memory grows with the CPUs.
    static var comparesSize: Bool { get }
    /// Which other findings have the cause of this one.
    static func scope(of finding: Finding) -> CauseScope
    /// What a finding means to a rollout that is followed: whose fault it is, and whether waiting heals it.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning
    /// The cause's title in an overview: a few words with the object that is at fault, if the finding's title
    /// does not name it.
    static func causeTitle(of finding: Finding) -> String
    /// How many pods a finding without nodes costs the DaemonSet, as far as it can be told.
    static func podsLacking(for finding: Finding) -> Int
}

extension Rule {
    package static var followsOthers: Bool { false }
    package static var comparesSize: Bool { false }
    package static func scope(of finding: Finding) -> CauseScope { .daemonSet(fault: code.rawValue) }
    package static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        family.rolloutMeaning(in: change)
    }
    package static func causeTitle(of finding: Finding) -> String { finding.title }
    package static func podsLacking(for finding: Finding) -> Int { 0 }
    package static var asConsequence: String? { nil }
    package static var weakenedWithout: [SnapshotPart] { [] }
}

/// The documentation of a rule.
package struct RuleDocumentation: Sendable {
    /// The fault, in a sentence.
    package var summary: String
    /// How it comes about and how it is told, by Kubernetes' own rules.
    package var explanation: String
}

/// A rule that looks at a DaemonSet on one node at a time. Nodes with one cause become one finding.
protocol NodeRule: Rule {
    /// The rule's observation on a node, for its message.
    associatedtype Detail: Sendable

    /// The symptom on this node; nil if the rule does not apply.
    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Detail>?

    /// Words and facts for nodes of one cause; there is at least one.
    func description(of symptoms: [LocatedSymptom<Detail>], in situation: DaemonSetSituation) -> FindingDescription

    /// Asks the rule about each of the nodes. Rules leave this as it is: it stands here for the compiler to make a version
    /// for each rule's own types, which takes half as long as one for all.
    func outcome(for candidates: [NodeSituation], in situation: DaemonSetSituation) -> RuleOutcome
}

/// A rule that looks at a DaemonSet as a whole.
protocol DaemonSetRule: Rule {
    func findings(in situation: DaemonSetSituation) -> [Finding]
}

/// A rule about what could be better where nothing is wrong.
protocol AdviceRule: DaemonSetRule {}

/// A rule about what belongs to no living DaemonSet.
protocol ClusterRule: Rule {
    func findings(in cluster: ClusterSituation) -> [Finding]
}

/// The observation of a rule on a node.
struct Symptom<Detail: Sendable>: Sendable {
    /// Nodes with equal text here become one finding.
    var grouping: String
    var detail: Detail
    var confidence = Confidence.certain
    var evidence: [Evidence] = []
    /// Whether it was seen on a pod that is gone: what ails the pod that came after it is the primary cause then.
    var isPast = false
    /// Whether it passes by itself, in a time that Kubernetes bounds: the rollout waits and is not stuck.
    var isPassing = false
    /// Whether it may follow from what ails the pod itself: another rule's symptom on the node is the primary cause then.
    var givesWay = false
}

/// A symptom and where it was seen.
struct LocatedSymptom<Detail: Sendable>: Sendable {
    var node: NodeSituation
    var symptom: Symptom<Detail>

    var detail: Detail { symptom.detail }
}

/// The words and facts of a finding, before nodes and evidence are put beside them.
struct FindingDescription: Sendable {
    var severity = Severity.critical
    var title: String
    var message: String
    var parameters = Parameters()

    /// Adds a sentence to the message; what stands there ends with a full stop then, whatever a program's words end with.
    mutating func add(_ sentence: String) { message = message.followed(by: " \(sentence)") }
}

extension String {
    /// The text with `rest` behind it, which begins with a space; a full stop between where the text has no end of its own.
    func followed(by rest: String) -> String { rest.isEmpty ? self : ended + rest }

    /// The text with a full stop where it has no end of its own.
    var ended: String {
        guard let end = last else { return self }
        return ".!?:".contains(end) ? self : self + "."
    }
}
