/// One thing that is wrong in a cluster, however many findings, DaemonSets and nodes it shows in.
public struct Cause: Equatable, Sendable {
    /// The place among the causes of the whole snapshot, from 1: the one that affects most pods comes first.
    public var id: Int
    /// How bad the worst of its findings is.
    public var severity: Severity
    /// The codes of its findings: that of the most telling finding first, then by name.
    public var codes: [FindingCode]
    /// A few words, without names of nodes: `Memory is short`.
    public var title: String
    /// The message of the most telling finding.
    public var message: String
    /// The nodes of its findings, in natural order.
    public var nodes: [String]
    /// The DaemonSets that it affects, the most affected first.
    public var daemonSets: [AffectedDaemonSet]
    /// Where its findings stand, the most telling first.
    public var findings: [FindingReference]
    /// The id of the cause that it follows from; nil where it stands for itself.
    public var isConsequenceOf: Int?
    /// Whether it comes from outside a DaemonSet and may affect others too: a node, a host port, a quota, a registry.
    public var isShared: Bool

    /// How many pods are missing or not available for it. A pod counts for one cause only.
    public var podsAffected: Int { daemonSets.reduce(0) { $0 + $1.pods } }
}

/// A DaemonSet that a cause affects.
public struct AffectedDaemonSet: Equatable, Sendable {
    /// `namespace/name`.
    public var name: String
    /// How many of its pods are missing or not available for the cause.
    public var pods: Int
}

/// Where a finding stands in a report.
public struct FindingReference: Hashable, Sendable {
    /// The DaemonSet as `namespace/name`; nil for a finding of the cluster.
    public var daemonSet: String?
    /// The position among the findings of that DaemonSet, or of the cluster.
    public var index: Int

    /// The finding at a position.
    public init(daemonSet: String?, index: Int) {
        self.daemonSet = daemonSet
        self.index = index
    }
}
