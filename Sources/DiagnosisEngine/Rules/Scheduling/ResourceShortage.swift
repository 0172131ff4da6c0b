import KubernetesModel
import PlacementEngine
import Wording

/// The resource that a node is short of for a waiting pod.
struct ResourceShortage: Sendable {
    var resource: String
    /// Amounts in the scheduler's unit.
    var requested: WholeNumber
    var used: WholeNumber
    var allocatable: WholeNumber
    var preemption: Preemption

    var free: WholeNumber { allocatable - used }
    var shortfall: WholeNumber { requested - free }

    /// The shortages on a node, those first that no eviction can mend.
    static func all(on node: NodeSituation) -> [ResourceShortage] {
        guard let failure = node.verdict.failures.first(where: { $0.plugin == .nodeResourcesFit }) else { return [] }
        return failure.reasons.compactMap { reason in
            guard case .insufficient(let resource, let requested, let used, let allocatable) = reason else {
                return nil
            }
            return ResourceShortage(
                resource: resource, requested: requested, used: used, allocatable: allocatable,
                preemption: node.verdict.preemption ?? .notHelpful)
        }
    }

    func text(_ amount: WholeNumber) -> String {
        ResourceAmounts.quantity(amount, of: resource).readable(for: resource)
    }
}

/// The words and facts that both rules about resources share.
struct ResourceShortageReport {
    let shortages: [ResourceShortage]
    let nodes: [NodeSituation]
    let situation: DaemonSetSituation

    var resource: String { shortages[0].resource }
    /// The pod's request, as people read it. The scheduler counts in 64 bits; beyond that, the container that asks for
    /// most says it.
    var requested: String {
        if shortages[0].requested == .max, let greatest = greatestContainer {
            return greatest.request.readable(for: resource)
        }
        return shortages[0].text(shortages[0].requested)
    }

    /// The name of the resource at the start of a sentence.
    var resourceTitle: String {
        switch resource {
        case ResourceName.cpu: return "CPU"
        case ResourceName.memory: return "Memory"
        case ResourceName.ephemeralStorage: return "Ephemeral storage"
        default: return resource
        }
    }

    func range(_ amount: (ResourceShortage) -> WholeNumber) -> String {
        let amounts = shortages.map(amount)
        return Wording.range(shortages[0].text(amounts.min() ?? 0), shortages[0].text(amounts.max() ?? 0))
    }

    /// The container that asks most of the resource, and what it asks.
    var greatestContainer: (container: Container, request: Quantity)? {
        let spec = pod?.spec ?? situation.placement.template.testedPod.spec
        let asking = spec.allContainers.compactMap { container in
            container.resources.requests[resource].map { (container: container, request: $0) }
        }
        return asking.max { ($0.request, $1.container.name) < ($1.request, $0.container.name) }
    }

    private var pod: Pod? { nodes.first?.pod }

    static let parameterDescriptions: [ParameterDescription] = [
        .text("requestSetBy", .optional), .truth("isRequestRaised", .optional),
        .objects("givenRequests", [.text("container"), .text("list"), .text("quantity")], .optional),
        .text("suggestedGivenRequest", .optional),
        .text("resource"), .text("requested"), .text("shortfallMin", .optional), .text("shortfallMax", .optional),
        .text("freeMin", .optional), .text("freeMax", .optional), .text("allocatableMin", .optional),
        .text("allocatableMax", .optional), .text("container", .optional), .text("containerRequest", .optional),
        .text("suggestedContainerRequest", .optional), .text("neededAllocatable", .optional),
        .objects("holders", ResourceHolder.parameterDescriptions), .text("preemption", .optional),
        .number("priority", .optional), .text("suggestedPriorityClass", .optional),
        .number("updateRestarts", .optional), .truth("isExtended"), .truth("isHugePages"), .text("nodePool", .optional),
    ]

    /// The facts by the names that playbooks know; who holds the resource is asked for where it is not given.
    func parameters(_ known: [ResourceHolder]? = nil) -> Parameters {
        let holders = known ?? holders
        let shortfalls = shortages.map(\.shortfall)
        let free = shortages.map { max(0, $0.free) }
        let allocatable = shortages.map(\.allocatable)
        let text = { (amount: WholeNumber) in Parameters.Value.text(shortages[0].text(amount)) }
        var parameters: Parameters = [
            "resource": .text(resource), "requested": .text(requested),
            "shortfallMin": text(shortfalls.min() ?? 0), "shortfallMax": text(shortfalls.max() ?? 0),
            "freeMin": text(free.min() ?? 0), "freeMax": text(free.max() ?? 0),
            "allocatableMin": text(allocatable.min() ?? 0), "allocatableMax": text(allocatable.max() ?? 0),
            "isHugePages": .truth(resource.hasPrefix(ResourceName.hugePagesPrefix)),
            "isExtended": .truth(
                ![ResourceName.cpu, ResourceName.memory, ResourceName.ephemeralStorage].contains(resource)),
            "preemption": .text(shortages[0].preemption.outcome),
            "priority": .number(priority),
            "updateRestarts": .number(WholeNumber(situation.counts.current)),
        ]
        let needed = shortages.map { $0.used + $0.requested }.max() ?? 0
        if ResourceAmounts.quantity(needed, of: resource).isPlausible(of: resource) {
            parameters["neededAllocatable"] = text(needed)
        }
        parameters["nodePool"] = NodePool.shared(by: nodes.map(\.node)).map { .text($0) }
        parameters["suggestedPriorityClass"] = suggestedPriorityClass.map { .text($0) }
        parameters["holders"] = .list(holders.map { .object($0.parameters(of: resource)) })
        if let greatest = greatestContainer {
            parameters["container"] = .text(greatest.container.name)
            parameters["containerRequest"] = .text(greatest.request.readable(for: resource))
            if let suggestion = suggestedRequest(instead: greatest.request) {
                parameters["suggestedContainerRequest"] = .text(suggestion)
            }
        }
        if let admitted {
            parameters["requestSetBy"] = .text(admitted.limitRange.map { "LimitRange \($0)" } ?? "admission")
            parameters["givenRequests"] = .list(
                admitted.given.map { given in
                    .object([
                        "container": .text(given.container), "list": given.isInit ? "initContainers" : "containers",
                        "quantity": .text(given.quantity.readable(for: resource)),
                    ])
                })
            let shortfall = ResourceAmounts.quantity(shortages.map(\.shortfall).max() ?? 0, of: resource)
            if admitted.isRaised {
                parameters["isRequestRaised"] = .truth(true)
            } else {
                parameters["suggestedGivenRequest"] = admitted.share(without: shortfall).map { .text($0) }
            }
        }
        return parameters
    }

    /// The requests that the template does not set, or sets lower; nil where it sets what the pod asks for.
    var admitted: AdmittedRequest? {
        AdmittedRequest(
            of: resource, in: pod?.spec ?? situation.placement.template.testedPod.spec,
            isOfTemplate: pod.map { situation.revision.isKnown && situation.revision.isNewest($0) } ?? false,
            situation: situation)
    }

    /// Who set the request, as a sentence after others; empty where the template did.
    var admittedSentence: String { admitted.map { " \($0.sentence)" } ?? "" }

    private var priority: WholeNumber { pod?.priority ?? situation.placement.template.testedPod.priority }

    /// The class that would make room; nil where preemption is on its way already, and where it can do nothing.
    private var suggestedPriorityClass: String? {
        switch shortages[0].preemption {
        case .noVictims, .insufficient: return PriorityAdvice.leastClass(above: priority, for: nodes, in: situation)
        default: return nil
        }
    }

    var holders: [ResourceHolder] { ResourceHolder.greatest(of: resource, on: nodes, in: situation) }

    /// The share of its request, in percent, that a container must keep for a lower one to be worth trying.
    private static let leastShare: WholeNumber = 20

    /// The request that would fit on all of these nodes; nil when none would, or only one that is too small to mean it.
    private func suggestedRequest(instead request: Quantity) -> String? {
        let shortfall = ResourceAmounts.quantity(shortages.map(\.shortfall).max() ?? 0, of: resource)
        let left = request - shortfall
        guard left > .zero, left.percent(of: request) >= Self.leastShare else { return nil }
        return RoundedRequest.below(left, of: resource)
    }
}

/// Rounds requests to amounts that people write.
enum RoundedRequest {
    /// The greatest amount not above `quantity` in whole mebibytes or 10 millicores; nil when that is nothing, or more
    /// than a machine has.
    static func below(_ quantity: Quantity, of resource: String) -> String? {
        guard quantity.isPlausible(of: resource) else { return nil }
        if resource == ResourceName.cpu {
            let milli = quantity.count(of: Quantity(milliUnits: 1))
            let rounded = milli >= 10 ? milli / 10 * 10 : milli
            return rounded > 0 ? Quantity(milliUnits: rounded).readable(for: resource) : nil
        }
        let units = quantity.count(of: Quantity(units: 1))
        guard ResourceName.isMeasuredInBytes(resource) else { return units > 0 ? "\(units)" : nil }
        let mebibytes = units / 1_048_576
        return mebibytes > 0 ? "\(mebibytes)Mi" : nil
    }
}
