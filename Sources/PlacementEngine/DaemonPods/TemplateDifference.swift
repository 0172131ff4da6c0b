import KubernetesModel

/// A difference between a waiting pod and the pod that its DaemonSet's template would give now: admission changed
/// it, or the template has changed since.
public struct TemplateDifference: Hashable, Sendable {
    /// The field, in the scheduler's terms.
    public enum Subject: Hashable, Sendable {
        /// The total request for a resource.
        case request(resource: String)
        case toleration
        case nodeSelector(key: String)
        case priority
    }

    /// The field that differs.
    public var subject: Subject
    /// The waiting pod's value; nil where it has none.
    public var pod: String?
    /// The template's value; nil where it has none.
    public var template: String?

    /// A difference in one field.
    public init(_ subject: Subject, pod: String?, template: String?) {
        self.subject = subject
        self.pod = pod
        self.template = template
    }

    /// The differences between a waiting pod and the one that the template gives.
    static func between(_ pod: TestedPod, template: TestedPod) -> [TemplateDifference] {
        var differences = requests(pod.requests, template.requests)
        let selector = (pod: pod.spec.nodeSelector, template: template.spec.nodeSelector)
        for key in Set((selector.pod.pairs + selector.template.pairs).map(\.key)).sorted()
        where selector.pod[key] != selector.template[key] {
            differences.append(.init(.nodeSelector(key: key), pod: selector.pod[key], template: selector.template[key]))
        }
        let tolerations = (pod: Set(pod.spec.tolerations), template: Set(template.spec.tolerations))
        for toleration in pod.spec.tolerations where !tolerations.template.contains(toleration) {
            differences.append(.init(.toleration, pod: toleration.description, template: nil))
        }
        for toleration in template.spec.tolerations where !tolerations.pod.contains(toleration) {
            differences.append(.init(.toleration, pod: nil, template: toleration.description))
        }
        if pod.priority != template.priority {
            differences.append(.init(.priority, pod: "\(pod.priority)", template: "\(template.priority)"))
        }
        return differences
    }

    private static func requests(_ pod: ResourceAmounts, _ template: ResourceAmounts) -> [TemplateDifference] {
        let scalars = Set((pod.scalars + template.scalars).map(\.name)).sorted()
        return ([ResourceName.cpu, ResourceName.memory, ResourceName.ephemeralStorage] + scalars).compactMap { name in
            if pod[name] == template[name] { return nil }
            func text(_ amount: WholeNumber) -> String? {
                amount == 0 ? nil : ResourceAmounts.quantity(amount, of: name).description
            }
            return TemplateDifference(
                .request(resource: name), pod: text(pod[name]), template: text(template[name]))
        }
    }
}

extension TemplateDifference: CustomStringConvertible {
    /// `memory 1000Mi instead of 512Mi`, `without toleration gpu`.
    public var description: String {
        switch subject {
        case .request(let resource): return "\(resource) \(pod ?? "0") instead of \(template ?? "0")"
        case .toleration: return pod.map { "toleration \($0) added" } ?? "toleration \(template ?? "") missing"
        case .nodeSelector(let key):
            guard let pod else { return "nodeSelector \(key)=\(template ?? "") missing" }
            return "nodeSelector \(key)=\(pod) \(template.map { "instead of \(key)=\($0)" } ?? "added")"
        case .priority: return "priority \(pod ?? "0") instead of \(template ?? "0")"
        }
    }
}
