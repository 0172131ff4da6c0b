import ClusterSnapshot
import KubernetesModel

/// A moment of a cluster that is being watched: everything known then, as a snapshot.
public struct WatchedMoment: Sendable {
    /// The cluster, as the live collector would read it now. `capturedAt` is the server's clock and never goes back.
    public var snapshot: Snapshot
    /// How many objects were added, changed or deleted since the last moment, by kind; empty where only time has passed.
    public var changes: [ObjectKind: Int]
    /// The lists and watches that are broken now. What they would tell is as old as ``WatchTrouble/since``.
    public var troubles: [WatchTrouble]
    /// Whether every list was read at least once, or refused for good (which is a gap of the snapshot).
    public var isComplete: Bool

    /// Puts the parts together.
    public init(
        snapshot: Snapshot, changes: [ObjectKind: Int] = [:], troubles: [WatchTrouble] = [], isComplete: Bool = true
    ) {
        self.snapshot = snapshot
        self.changes = changes
        self.troubles = troubles
        self.isComplete = isComplete
    }
}

/// Lists or watches that are broken for one reason.
public struct WatchTrouble: Hashable, Sendable {
    /// What is not kept current, in the order in which kinds are listed; of one kind perhaps only some namespaces.
    public var kinds: [ObjectKind]
    /// When it was last current, by the server's clock.
    public var since: Timestamp
    /// The reason in one line, for people.
    public var message: String

    /// Whether nothing can be told without the kinds: nodes, pods or DaemonSets are among them.
    public var isEssential: Bool { kinds.contains { $0 == .node || $0 == .pod || $0 == .daemonSet } }

    /// Puts the parts together.
    public init(kinds: [ObjectKind], since: Timestamp, message: String) {
        self.kinds = kinds
        self.since = since
        self.message = message
    }
}
