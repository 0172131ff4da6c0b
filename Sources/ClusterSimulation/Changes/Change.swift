import KubernetesModel

/// Something that somebody could do to a cluster, for a simulation to try on a snapshot.
///
/// Each change is a type of its own. Its file says everything about it: what it edits, how it is worded, how playbooks
/// give it. A static function there makes it, for instance `.setRequest(container: "agent", …)`. A new change is its file
/// and its line in ``ChangeForm/all``.
public struct Change: Sendable {
    let kind: Kind

    enum Kind: Sendable {
        /// A change of the DaemonSet itself.
        case template(any TemplateChange)
        /// A change of nodes or other pods.
        case cluster(any ClusterChange)
    }

    /// A change of the DaemonSet itself.
    static func template(_ change: some TemplateChange) -> Change { Change(kind: .template(change)) }

    /// A change of nodes or other pods.
    static func cluster(_ change: some ClusterChange) -> Change { Change(kind: .cluster(change)) }
}

/// A change of a DaemonSet: of its pod template, as a rule.
protocol TemplateChange: Sendable, CustomStringConvertible {
    /// Whether the DaemonSet's pods are replaced for it.
    var replacesPods: Bool { get }
    /// Whether the change can decide which nodes are the DaemonSet's.
    var concernsEligibility: Bool { get }

    /// Makes the change.
    ///
    /// - Throws: ``SimulationError`` when it names something that is not there.
    func edit(_ daemonSet: inout EditedDaemonSet) throws(SimulationError)

    /// Throws where the API server would refuse the spec that this and the other changes lead to.
    func check(_ spec: PodSpec) throws(SimulationError)

    /// Whether a node that the change does not touch, and on which the pod fits, may be one on which it does not
    /// fit afterwards.
    func canTakePlaces(from daemonSet: DaemonSet) -> Bool
}

extension TemplateChange {
    /// A change of the pod template replaces the pods.
    var replacesPods: Bool { true }

    /// Most changes set nothing that has to go with something else.
    func check(_ spec: PodSpec) throws(SimulationError) {}
}

/// A change of nodes or of other pods. A node that it does not touch stays as it is.
protocol ClusterChange: Sendable, CustomStringConvertible {
    /// Whether the change can decide which nodes are the DaemonSet's.
    var concernsEligibility: Bool { get }

    /// Makes the change.
    ///
    /// - Throws: ``SimulationError`` when it names something that is not there.
    func edit(_ cluster: inout EditedCluster) throws(SimulationError)
}

extension Change {
    /// Whether it is a change of the DaemonSet's pod template.
    public var isOfTemplate: Bool {
        if case .template = kind { true } else { false }
    }

    /// Whether the DaemonSet's pods are replaced for it.
    public var replacesPods: Bool {
        if case .template(let change) = kind { change.replacesPods } else { false }
    }

    /// Whether the change can decide which nodes are the DaemonSet's.
    var concernsEligibility: Bool {
        switch kind {
        case .template(let change): return change.concernsEligibility
        case .cluster(let change): return change.concernsEligibility
        }
    }

    /// Whether a node that the change does not touch, and on which the pod fits, may be one on which it does not
    /// fit afterwards.
    func canTakePlaces(from daemonSet: DaemonSet) -> Bool {
        if case .template(let change) = kind { change.canTakePlaces(from: daemonSet) } else { false }
    }
}

extension Change: CustomStringConvertible {
    /// The change in a few words: `memory request of agent: 212Mi`.
    public var description: String {
        switch kind {
        case .template(let change): return change.description
        case .cluster(let change): return change.description
        }
    }

    /// The one name, or how many there are: `3 nodes`.
    static func names(_ names: [String], _ noun: String) -> String {
        names.count == 1 ? names[0] : "\(names.count) \(noun)s"
    }

    /// ` of agent`, or nothing where no container is named.
    static func of(_ container: String?) -> String { container.map { " of \($0)" } ?? "" }
}
