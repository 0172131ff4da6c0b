import KubernetesModel
import Wording

/// Tells failing from serving nodes by when they, or the pods there, came to be.
enum AgeComparison {
    /// Less time between the two groups than this tells nothing, in seconds.
    static let leastGap: WholeNumber = 3600

    /// `All 3 nodes are at least 12 d younger than the 9 that serve.`; nil where ages overlap, where a time is not known,
    /// or where so few nodes would fall in two groups by chance as well.
    static func sentence(failing: [NodeSituation], serving: [NodeSituation]) -> String? {
        guard isTelling(failing.count, serving.count) else { return nil }
        if let difference = difference(failing, serving, { $0.node.metadata.creationTimestamp }) {
            return "All \(failing.count) nodes are \(difference) than the \(serving.count) that work."
        }
        // A pod that was evicted or could not start is always younger than those that stayed.
        let haveRun = failing.allSatisfy { $0.hasLivePodOnNode }
        guard haveRun, let difference = difference(failing, serving, { $0.pod?.metadata.creationTimestamp }) else {
            return nil
        }
        return "All \(failing.count) pods are \(difference) than the \(serving.count) that work."
    }

    /// Whether one group at an end of the row is rarer than 1 in 20 by chance, whichever end it is.
    private static func isTelling(_ failing: Int, _ serving: Int) -> Bool {
        let (few, all) = (min(failing, serving), failing + serving)
        guard few >= 2 else { return false }
        var arrangements = 1
        for step in 1...few {
            arrangements = arrangements * (all - few + step) / step
            if arrangements >= 40 { return true }
        }
        return false
    }

    private static func difference(
        _ failing: [NodeSituation], _ serving: [NodeSituation], _ time: (NodeSituation) -> Timestamp?
    ) -> String? {
        let (left, right) = (failing.compactMap(time).sorted(), serving.compactMap(time).sorted())
        guard left.count == failing.count, right.count == serving.count, let first = left.first, let last = left.last,
            let firstServing = right.first, let lastServing = right.last
        else { return nil }
        let gaps = [
            ("younger", first.seconds(since: lastServing)), ("older", firstServing.seconds(since: last)),
        ]
        return gaps.first { $0.1 >= leastGap }.map { "at least \(Wording.duration(seconds: $0.1)) \($0.0)" }
    }
}
