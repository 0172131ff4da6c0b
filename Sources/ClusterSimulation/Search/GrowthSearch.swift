import KubernetesModel
import PlacementEngine

/// Finds how many nodes have to be added for pods to move to them, where those that are there have no room.
public struct GrowthSearch: Sendable {
    private let simulator: Simulator
    private let placement: DaemonSetPlacement

    /// The most nodes that are tried.
    public static let most = 64

    /// A search for the pods of the placed DaemonSet.
    public init(_ simulator: Simulator, for placement: DaemonSetPlacement) {
        self.simulator = simulator
        self.placement = placement
    }

    /// The least number of nodes like `node` with which pods can leave all of these nodes that need it.
    ///
    /// - Returns: the number and who moves; nil where no number of them helps.
    public func leastCount(like node: String, for positions: [Int]) -> (count: Int, moves: MoveSearch.Result)? {
        let search = MoveSearch(simulator, for: placement)
        func helped(_ count: Int) -> MoveSearch.Result? {
            let result = search.moves(from: positions, adding: (node, count))
            return result.unhelped.isEmpty && result.hopeless.isEmpty ? result : nil
        }
        guard helped(Self.most) != nil else { return nil }
        var enough = Self.most
        var tooFew = 0
        while enough - tooFew > 1 {
            let middle = (enough + tooFew) / 2
            if helped(middle) == nil { tooFew = middle } else { enough = middle }
        }
        return helped(enough).map { (enough, $0) }
    }
}
