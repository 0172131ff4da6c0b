/// The state of a DaemonSet's pods once they have a place, as far as it is known.
public struct PodOutlook: Equatable, Sendable {
    /// Positions of nodes whose pod has a place and does not become available, now or later.
    public var failing: Set<Int>
    /// Whether pods of the newest template fail wherever they are: another one would too.
    public var newPodsFail: Bool
    /// Positions of the nodes whose old pods are deleted by hand. Nil for none, and with updateStrategy OnDelete for all.
    public var deletedByHand: Set<Int>?

    /// Puts the parts together; without any all pods serve that have a place.
    public init(failing: Set<Int> = [], newPodsFail: Bool = false, deletedByHand: Set<Int>? = nil) {
        self.failing = failing
        self.newPodsFail = newPodsFail
        self.deletedByHand = deletedByHand
    }
}
