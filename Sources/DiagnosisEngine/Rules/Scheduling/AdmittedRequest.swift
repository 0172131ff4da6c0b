import ClusterSnapshot
import KubernetesModel
import Wording

/// A request that the template does not set and admission gave to the pod.
struct AdmittedRequest: Sendable {
    /// A container that was given an amount.
    struct Given: Sendable {
        var container: String
        var isInit: Bool
        var quantity: Quantity
    }

    var resource: String
    var given: [Given]
    /// The LimitRange whose default it is; nil where none of the snapshot gives it.
    var limitRange: String?

    /// What admission gave to the containers of `pod`; nil where they ask for what the template says.
    ///
    /// A missing request is first the limit (`SetDefaults_Pod`), then a LimitRange's default (`LimitRanger`).
    init?(of resource: String, in pod: PodSpec, situation: DaemonSetSituation) {
        let template = situation.daemonSet.template.spec
        func given(_ containers: [Container], isInit: Bool) -> [Given] {
            containers.compactMap { container in
                let own = (isInit ? template.initContainers : template.containers).first { $0.name == container.name }
                let asked = own?.resources.requests[resource] ?? own?.resources.limits[resource]
                guard asked == nil, let quantity = container.resources.requests[resource], quantity.nanoUnits > 0 else {
                    return nil
                }
                return Given(container: container.name, isInit: isInit, quantity: quantity)
            }
        }
        self.resource = resource
        self.given = given(pod.containers, isInit: false) + given(pod.initContainers, isInit: true)
        guard let first = self.given.first else { return nil }
        limitRange =
            situation.snapshot.limitRanges.first { range in
                range.namespace == situation.daemonSet.namespace
                    && range.limits.contains {
                        $0.type == "Container"
                            && ($0.defaultRequests[resource] ?? $0.defaultLimits[resource]) == first.quantity
                    }
            }?.metadata.qualifiedName
    }

    /// `LimitRange jhub/limits sets 100m for container pause; the template asks for none.`
    var sentence: String {
        let author =
            limitRange.map { "LimitRange \($0)" } ?? "Admission (a LimitRange's default, a webhook or a policy)"
        let containers = given.map { "\($0.container) (\($0.quantity.readable(for: resource)))" }
        return "\(author) sets the request of \(given.count == 1 ? "container" : "containers") "
            + "\(Wording.list(containers, most: 3)); the template sets none."
    }

    /// The request of each with which the pod fits where so much is missing; nil where it would be nothing.
    func share(without shortfall: Quantity) -> String? {
        let running = given.filter { !$0.isInit }
        let sum = running.reduce(Quantity.zero) { $0 + $1.quantity }
        let left = (running.isEmpty ? given[0].quantity : sum) - shortfall
        let share = left.nanoUnits / Int128(max(1, running.count))
        return share <= 0 ? nil : RoundedRequest.below(Quantity(nanoUnits: share), of: resource)
    }
}
