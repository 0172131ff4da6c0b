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
        snapshot.services.filter {
            $0.namespace == daemonSet.namespace && $0.selects(daemonSet.template.labels)
        }
    }

    /// The pods that a Service means.
    func pods(of service: Service) -> [Pod] {
        (cluster.podsByNamespace[service.namespace] ?? []).filter { service.selects(snapshot.pods[$0].metadata.labels) }
            .map { snapshot.pods[$0] }
    }
}
