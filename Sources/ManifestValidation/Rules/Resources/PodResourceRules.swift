import KubernetesModel

/// Resources of a whole pod against those of its containers (`validatePodResourceConsistency`).
enum PodResourceRules {
    private typealias Amounts = [String: Quantity]

    /// Checks the template, in which nothing is filled in.
    static func checkConsistency(_ spec: Field, _ problems: inout ProblemList) {
        let resources = spec["resources"]
        let (limits, requests) = (amounts(resources["limits"]), amounts(resources["requests"]))
        let needed = aggregate(spec) { amounts($0["resources", "requests"]) }
        report(needed, above: requests, at: resources["requests"], &problems)
        let hugeLimits = aggregate(spec) { amounts($0["resources", "limits"]) }
            .filter { $0.key.hasPrefix(ResourceNameRules.hugePages) }
        for (name, limit) in hugeLimits.sorted(by: { $0.key < $1.key }) {
            guard let own = limits[name], limit > own else { continue }
            problems.invalid(
                resources["limits"].entry(name), "\(own) must be at least what the containers have, \(limit)")
        }
        for container in spec["containers"].items {
            for (name, value) in container["resources", "limits"].entries {
                guard let limit = value.amount, let own = limits[name], limit > own else { continue }
                problems.invalid(value, "\(limit) must not be more than the pod's limit, \(own)")
            }
        }
    }

    /// Checks the pod as the server fills it in: requests follow from limits (`SetDefaults_Pod`).
    static func checkDefaulted(_ spec: Field, _ problems: inout ProblemList) {
        let resources = spec["resources"]
        let (limits, requests) = (amounts(resources["limits"]), amounts(resources["requests"]))
        if limits.isEmpty, requests.isEmpty { return }
        let needed = aggregate(spec) { container in
            amounts(container["resources", "limits"]).merging(amounts(container["resources", "requests"])) { $1 }
        }
        report(needed, above: requests, at: resources["requests"], &problems)
        for (name, limit) in limits.sorted(by: { $0.key < $1.key }) where requests[name] == nil {
            guard let need = needed[name], need > limit, ResourceNameRules.ofPod(name) == nil else { continue }
            problems.invalid(
                resources["limits"].entry(name), "\(limit) must be at least what the containers request, \(need)")
        }
    }

    private static func report(
        _ needed: Amounts, above own: Amounts, at field: Field, _ problems: inout ProblemList
    ) {
        for (name, need) in needed.sorted(by: { $0.key < $1.key }) {
            guard let request = own[name], need > request else { continue }
            problems.invalid(field.entry(name), "\(request) must be at least what the containers request, \(need)")
        }
    }

    private static func amounts(_ list: Field) -> Amounts {
        var amounts: Amounts = [:]
        for (name, value) in list.entries { amounts[name] = value.amount }
        return amounts
    }

    /// The containers' need at the worst moment (`AggregateContainerRequests`): those that run together add up, and
    /// an init container has those sidecars beside it that stand before it.
    private static func aggregate(_ spec: Field, of amounts: (Field) -> Amounts) -> Amounts {
        var sum: Amounts = [:]
        for container in spec["containers"].items { sum.merge(amounts(container)) { $0 + $1 } }
        var (sidecars, worst): (Amounts, Amounts) = ([:], [:])
        for container in spec["initContainers"].items {
            var present = amounts(container)
            if container["restartPolicy"].text == "Always" {
                sum.merge(present) { $0 + $1 }
                sidecars.merge(present) { $0 + $1 }
                present = sidecars
            } else {
                present.merge(sidecars) { $0 + $1 }
            }
            worst.merge(present) { max($0, $1) }
        }
        return sum.merging(worst) { max($0, $1) }
    }
}
