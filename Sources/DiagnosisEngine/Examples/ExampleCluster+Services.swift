import KubernetesModel

extension ExampleCluster {
    /// Adds a Service of the DaemonSet's namespace with port 80.
    mutating func service(
        _ name: String, selector: [String: String], targetPort: String = "", edit: (inout Service) -> Void = { _ in }
    ) {
        var service = Service()
        service.metadata = ObjectMeta(name: name, namespace: daemonSet.namespace)
        service.selector = Labels(selector.map { .init(key: $0.key, value: $0.value) })
        var port = ServicePort()
        port.port = 80
        port.targetPort = targetPort
        service.ports = [port]
        edit(&service)
        snapshot.services.append(service)
    }
}
