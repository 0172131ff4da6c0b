import KubernetesModel

/// The SELinux type that a pod's template asks for.
struct SELinuxLabel: Equatable, Sendable {
    /// For instance `spc_t`.
    var type: String
    /// Whether the kernel said that it knows no such label (EINVAL), and not that it forbids it.
    var isUnknown: Bool

    /// The type that a container, or the pod for all of them, is to run with; nil where the template names none.
    init?(of pod: Pod, container: Container? = nil, saying message: String) {
        let own = container?.securityContext.seLinuxType ?? ""
        var types = [own, pod.spec.securityContext.seLinuxType]
        if own.isEmpty { types += pod.spec.allContainers.map(\.securityContext.seLinuxType) }
        guard let type = types.first(where: { !$0.isEmpty }) else { return nil }
        self.type = type
        isUnknown = message.lowercased().contains("invalid argument")
    }

    /// `The template asks for SELinux type spc_t (seLinuxOptions), which the node's policy doesn't know.`
    var sentence: String {
        "The template asks for SELinux type \(type) (seLinuxOptions)"
            + (isUnknown ? ", which the node's policy doesn't know." : ".")
    }
}
