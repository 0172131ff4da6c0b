import KubernetesModel

enum PodSpecField: String, CaseIterable {
    case containers, initContainers, volumes, nodeName, nodeSelector, affinity, topologySpreadConstraints, tolerations
    case schedulingGates, schedulerName, priorityClassName, priority, preemptionPolicy, runtimeClassName, overhead
    case resources, serviceAccountName, hostNetwork, hostPID, restartPolicy, terminationGracePeriodSeconds
    case imagePullSecrets, dnsPolicy, securityContext, os
}

enum NameField: String, CaseIterable {
    case name
}

private let podSpecFields = FieldTable<PodSpecField>()
private let nameFields = FieldTable<NameField>()

extension ObjectDecoder {
    /// A pod's or a template's spec, and the node that it names.
    func podSpec() -> (spec: PodSpec, nodeName: String) {
        var spec = PodSpec()
        var nodeName = ""
        forEachField(podSpecFields) { field in
            switch field {
            case .containers: spec.containers = array { container() }
            case .initContainers: spec.initContainers = array { container() }
            case .volumes: spec.volumes = volumes()
            case .nodeName: nodeName = string()
            case .nodeSelector: spec.nodeSelector = labels()
            case .affinity: affinity(into: &spec)
            case .topologySpreadConstraints: spec.topologySpreadConstraints = array { topologySpreadConstraint() }
            case .tolerations: spec.tolerations = tolerations()
            case .schedulingGates: spec.schedulingGates = names()
            case .schedulerName: spec.schedulerName = nonEmpty(or: "default-scheduler")
            case .priorityClassName: spec.priorityClassName = string()
            case .priority: spec.priority = reader.int32()
            case .preemptionPolicy: spec.neverPreempts = string() == "Never"
            case .runtimeClassName: spec.runtimeClassName = string()
            case .overhead: spec.overhead = resourceList()
            case .resources: spec.resources = resourceRequirements()
            case .serviceAccountName: spec.serviceAccountName = string()
            case .hostNetwork: spec.isHostNetwork = reader.bool()
            case .hostPID: spec.isHostPID = reader.bool()
            case .restartPolicy: spec.restartPolicy = nonEmpty(or: "Always")
            case .terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds = reader.int64()
            case .imagePullSecrets: spec.imagePullSecrets = names()
            case .dnsPolicy: spec.dnsPolicy = string()
            case .securityContext: spec.securityContext = securityContext()
            case .os: forEachField(nameFields) { _ in spec.operatingSystem = string() }
            }
        }
        return (spec, nodeName)
    }

    /// The names of objects that hold little else.
    private func names() -> [String] {
        array {
            var name = ""
            forEachField(nameFields) { _ in name = string() }
            return name
        }
    }

    private func nonEmpty(or standard: String) -> String {
        let value = string()
        return value.isEmpty ? standard : value
    }
}
