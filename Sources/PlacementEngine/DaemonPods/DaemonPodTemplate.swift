import ClusterSnapshot
import KubernetesModel

/// The pod that the controller would create from a DaemonSet's template, and admission would let in.
public struct DaemonPodTemplate: Sendable {
    /// The spec for eligibility: the template's, with the automatic tolerations (`daemon.NewPod`).
    public let eligibilitySpec: PodSpec
    /// The pod for the scheduler: pinned to a node, with what admission adds.
    public let testedPod: TestedPod

    /// The pod of a DaemonSet's template, with the tolerations, defaults, LimitRanges, RuntimeClass and priority of the
    /// snapshot.
    public init(_ daemonSet: DaemonSet, in index: ClusterIndex) {
        var spec = daemonSet.template.spec
        spec.tolerations = Self.tolerations(of: spec)
        eligibilitySpec = spec
        Self.admit(&spec, of: daemonSet, in: index)
        // ReplaceDaemonSetPodNodeNameNodeAffinity: the terms make place for the node's name.
        spec.requiredNodeAffinity = nil
        let admitted = Self.priority(of: spec, in: index)
        var pod = TestedPod(
            origin: .template, namespace: daemonSet.namespace, labels: daemonSet.template.labels, spec: spec,
            priority: admitted.value, neverPreempts: admitted.neverPreempts)
        pod.nodeName = daemonSet.template.nodeName
        testedPod = pod
    }

    /// The template's tolerations with those that every daemon pod gets (`AddOrUpdateDaemonPodTolerations`).
    public static func tolerations(of spec: PodSpec) -> [Toleration] {
        var automatic: [(key: String, effect: Taint.Effect)] = [
            (Taint.Key.notReady, .noExecute), (Taint.Key.unreachable, .noExecute),
            (Taint.Key.diskPressure, .noSchedule), (Taint.Key.memoryPressure, .noSchedule),
            (Taint.Key.pidPressure, .noSchedule), (Taint.Key.unschedulable, .noSchedule),
        ]
        if spec.isHostNetwork { automatic.append((Taint.Key.networkUnavailable, .noSchedule)) }
        var tolerations = spec.tolerations
        for (key, effect) in automatic {
            let toleration = Toleration(key: key, comparison: .exists, effect: effect)
            if !tolerations.contains(toleration) { tolerations.append(toleration) }
        }
        return tolerations
    }

    /// Applies the changes that the default admission plugins make to a new pod.
    private static func admit(_ spec: inout PodSpec, of daemonSet: DaemonSet, in index: ClusterIndex) {
        if let runtimeClass = index.runtimeClass(named: spec.runtimeClassName) {
            if spec.overhead.isEmpty { spec.overhead = runtimeClass.overhead }
            spec.nodeSelector = Labels(spec.nodeSelector.pairs + runtimeClass.nodeSelector.pairs)
            let known = Set(spec.tolerations)
            spec.tolerations += runtimeClass.tolerations.filter { !known.contains($0) }
        }
        // Pods of the default class carry its name, which quotas look at.
        if spec.priorityClassName.isEmpty { spec.priorityClassName = index.defaultPriorityClass?.name ?? "" }
        let namespace = index.namespace(named: daemonSet.namespace)
        let added = namespace?.defaultTolerations ?? []
        spec.tolerations += added.filter { toleration in !spec.tolerations.contains { $0.covers(toleration) } }
        // PodNodeSelector merges the namespace's selector; OpenShift's own is eligibility already.
        if let text = namespace?.metadata.annotations[Annotation.namespaceNodeSelector],
            let selector = LabelSelector(parsing: text)
        {
            let pairs = selector.matchExpressions.compactMap { requirement in
                requirement.comparison == .isIn && requirement.values.count == 1
                    ? Labels.Pair(key: requirement.key, value: requirement.values[0]) : nil
            }
            spec.nodeSelector = Labels(spec.nodeSelector.pairs + pairs)
        }
        let defaults = index.containerDefaultsByNamespace[daemonSet.namespace]
        let isHostNetwork = spec.isHostNetwork
        for position in spec.containers.indices {
            fill(&spec.containers[position], from: defaults, isHostNetwork: isHostNetwork)
        }
        for position in spec.initContainers.indices {
            fill(&spec.initContainers[position], from: defaults, isHostNetwork: isHostNetwork)
        }
    }

    /// A container's requests and host ports as a new pod has them: the API server's own defaults
    /// (`SetDefaults_Pod`: a request that is missing becomes the limit; on the host network each port is the
    /// host's), then those of the namespace's LimitRanges (`LimitRanger`, `mergeContainerResources`).
    private static func fill(_ container: inout Container, from defaults: ResourceRequirements?, isHostNetwork: Bool) {
        container.resources.requests.complete(from: container.resources.limits)
        if isHostNetwork {
            for position in container.ports.indices where container.ports[position].hostPort == 0 {
                container.ports[position].hostPort = container.ports[position].containerPort
            }
        }
        guard let defaults else { return }
        container.resources.requests.complete(from: defaults.requests)
        container.resources.limits.complete(from: defaults.limits)
    }

    /// The priority that admission resolves (`plugin/pkg/admission/priority`, `admitPod`).
    private static func priority(of spec: PodSpec, in index: ClusterIndex) -> (value: WholeNumber, neverPreempts: Bool)
    {
        if !spec.priorityClassName.isEmpty {
            if let known = index.priorityClass(named: spec.priorityClassName) {
                return (known.value, known.neverPreempts || spec.neverPreempts)
            }
            return (PriorityClass.builtIn[spec.priorityClassName] ?? spec.priority ?? 0, spec.neverPreempts)
        }
        // Of several defaults the lowest counts, as in GetDefaultPriority.
        let byDefault = index.defaultPriorityClass
        return (byDefault?.value ?? 0, (byDefault?.neverPreempts ?? false) || spec.neverPreempts)
    }
}
