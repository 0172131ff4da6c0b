import CSimdJSON
import KubernetesModel

private enum ServiceField: String, CaseIterable {
    case metadata, spec
}

private enum ServiceSpecField: String, CaseIterable {
    case selector, type, clusterIP, ports, internalTrafficPolicy, externalTrafficPolicy, publishNotReadyAddresses
}

private enum ServicePortField: String, CaseIterable {
    case name, port, `protocol`, targetPort
}

private enum EndpointSliceField: String, CaseIterable {
    case metadata, endpoints
}

private enum EndpointField: String, CaseIterable {
    case nodeName, targetRef, conditions
}

private enum EndpointDetailField: String, CaseIterable {
    case name, ready
}

private let serviceFields = FieldTable<ServiceField>()
private let serviceSpecFields = FieldTable<ServiceSpecField>()
private let servicePortFields = FieldTable<ServicePortField>()
private let endpointSliceFields = FieldTable<EndpointSliceField>()
private let endpointFields = FieldTable<EndpointField>()
private let endpointDetailFields = FieldTable<EndpointDetailField>()

extension ObjectDecoder {
    /// A Service.
    func service() -> Service {
        var service = Service()
        forEachField(serviceFields) { field in
            switch field {
            case .metadata: service.metadata = metadata()
            case .spec: serviceSpec(into: &service)
            }
        }
        return service
    }

    private func serviceSpec(into service: inout Service) {
        forEachField(serviceSpecFields) { field in
            switch field {
            case .selector:
                let selector = labels()
                service.selector = selector.isEmpty ? nil : selector
            case .type: service.type = optionalString() ?? "ClusterIP"
            case .clusterIP: service.clusterIP = string()
            case .ports: service.ports = array { servicePort() }
            case .internalTrafficPolicy: service.isInternalTrafficLocal = string() == "Local"
            case .externalTrafficPolicy: service.isExternalTrafficLocal = string() == "Local"
            case .publishNotReadyAddresses: service.publishesNotReadyAddresses = reader.bool()
            }
        }
    }

    private func servicePort() -> ServicePort {
        var port = ServicePort()
        forEachField(servicePortFields) { field in
            switch field {
            case .name: port.name = string()
            case .port: port.port = reader.int32() ?? 0
            case .protocol: port.networkProtocol = optionalString() ?? "TCP"
            case .targetPort: port.targetPort = stringOrNumber()
            }
        }
        // Without one, or with zero, the Service's own port is meant (`SetDefaults_Service`).
        if port.targetPort.isEmpty || port.targetPort == "0" { port.targetPort = String(port.port) }
        return port
    }

    /// The endpoints of a Service.
    func endpointSlice() -> EndpointSlice {
        var slice = EndpointSlice()
        forEachField(endpointSliceFields) { field in
            switch field {
            case .metadata: slice.metadata = metadata()
            case .endpoints: slice.endpoints = array { endpoint() }
            }
        }
        return slice
    }

    private func endpoint() -> Endpoint {
        var endpoint = Endpoint()
        forEachField(endpointFields) { field in
            switch field {
            case .nodeName: endpoint.nodeName = string()
            case .targetRef, .conditions:
                forEachField(endpointDetailFields) { detail in
                    switch detail {
                    case .name: endpoint.podName = string()
                    // Not said means ready (`EndpointConditions.Ready`).
                    case .ready: endpoint.isReady = reader.optionalBool() ?? true
                    }
                }
            }
        }
        return endpoint
    }
}
