import ClusterSnapshot
import KubernetesModel

extension Service {
    /// Whether the Service's selector means pods with these labels. Without a selector endpoints are kept by hand, and
    /// ExternalName asks nobody but DNS.
    func selects(_ labels: Labels) -> Bool {
        guard let selector, !selector.isEmpty, type != "ExternalName" else { return false }
        return selector.pairs.allSatisfy { labels[$0.key] == $0.value }
    }
}

extension DaemonSetSituation {
    /// The Services of the namespace that mean this DaemonSet's pods.
    var services: [Service] {
        cluster.services.selecting(daemonSet.template.labels, in: daemonSet.namespace)
    }

    /// The pods that a Service means.
    func pods(of service: Service) -> [Pod] {
        (cluster.podsByNamespace[service.namespace] ?? []).filter { service.selects($0.labels) }.flatMap(\.pods)
            .sorted()
            .map { snapshot.pods[$0] }
    }
}
