import KubernetesModel
import PlacementEngine
import Wording

extension FilterReason {
    /// Why one node refuses the pod, for people: what is asked for, and what is there.
    var words: String {
        switch self {
        case .noFreePorts(let ports): return "host port \(ports.map(\.description).joined(separator: ", ")) is taken"
        case .tooManyPods(let allowed): return "the limit of \(allowed) pods is reached"
        case .untoleratedTaint(let taint): return "taint \(taint) is not tolerated"
        case .volumeLimit(let driver): return "the volume limit of \(driver) is reached"
        case .insufficient(let resource, let requested, let used, let allocatable):
            let left = max(0, allocatable - used)
            func text(_ amount: WholeNumber) -> String { ResourceAmounts.readable(amount, of: resource) }
            return "\(resource) \(text(requested)) asked, \(text(left)) left, \(text(requested - left)) short"
        case .moreResources(let count): return "\(Wording.count(count, "more resource")) short"
        default: return message
        }
    }
}

extension ResourceAmounts {
    /// An amount of a resource in the unit that people use for it.
    static func readable(_ amount: WholeNumber, of resource: String) -> String {
        quantity(amount, of: resource).readable(for: resource)
    }
}
