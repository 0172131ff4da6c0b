import ClusterSnapshot
import KubernetesModel
import Wording

/// A request that admission gave to the pod: one that the template does not set, or a greater one than it sets.
struct AdmittedRequest: Sendable {
    /// A container that was given an amount.
    struct Given: Sendable {
        var container: String
        var isInit: Bool
        var quantity: Quantity
        /// The template's request; nil if it has none.
        var wanted: Quantity?
    }

    var resource: String
    var given: [Given]
    /// The LimitRange whose default it is; nil where none of the snapshot gives it.
    var limitRange: String?

    /// The request that admission gave the containers of `pod`; nil if it equals the template's.
    ///
    /// A missing request is first the limit (`SetDefaults_Pod`), then a LimitRange's default (`LimitRanger`).
    ///
    /// `isOfTemplate` tells whether the pod is known to be of the present template: one of an earlier template may ask for
    /// more because that did.
    init?(of resource: String, in pod: PodSpec, isOfTemplate: Bool, situation: DaemonSetSituation) {
        let template = situation.daemonSet.template.spec
        func given(_ containers: [Container], isInit: Bool) -> [Given] {
            let known = Dictionary(firstOf: isInit ? template.initContainers : template.containers) { $0.name }
            return containers.compactMap { container in
                let own = known[container.name]
                let asked = own?.resources.requests[resource] ?? own?.resources.limits[resource]
                guard let quantity = container.resources.requests[resource], quantity > .zero,
                    own != nil, asked.map({ quantity > $0 && isOfTemplate }) ?? true
                else { return nil }
                return Given(container: container.name, isInit: isInit, quantity: quantity, wanted: asked)
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

    /// Whether admission asks for more than the template does, which a VerticalPodAutoscaler or a policy does: another
    /// request in the template changes nothing then.
    var isRaised: Bool { given.contains { $0.wanted != nil } }

    /// `LimitRange jhub/limits sets 100m for container pause; the template asks for none.`
    var sentence: String {
        if isRaised {
            let raised = given.map { given in
                let quantity = given.quantity.readable(for: resource)
                return given.wanted.map { "\(given.container) (\(quantity) instead of \($0.readable(for: resource)))" }
                    ?? "\(given.container) (\(quantity))"
            }
            return "Admission (a VerticalPodAutoscaler, a webhook or a policy) raises the template's request: "
                + "\(Wording.list(raised, most: 3))."
        }
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
        return RoundedRequest.below(left / WholeNumber(max(1, running.count)), of: resource)
    }
}
