import KubernetesModel

private enum PodMetricsField: String, CaseIterable {
    case metadata, containers
}

private enum ContainerUsageField: String, CaseIterable {
    case name, usage
}

private let podMetricsFields = FieldTable<PodMetricsField>()
private let containerUsageFields = FieldTable<ContainerUsageField>()

extension ObjectDecoder {
    /// The usage of a pod's containers.
    func podMetrics() -> PodMetrics {
        var metrics = PodMetrics()
        forEachField(podMetricsFields) { field in
            switch field {
            case .metadata: metrics.metadata = metadata()
            case .containers: metrics.containers = array { containerUsage() }
            }
        }
        return metrics
    }

    private func containerUsage() -> PodMetrics.ContainerUsage {
        var container = PodMetrics.ContainerUsage()
        forEachField(containerUsageFields) { field in
            switch field {
            case .name: container.name = string()
            case .usage: container.usage = resourceList()
            }
        }
        return container
    }
}
