import KubernetesModel

/// Containers that admission added to the pods of a DaemonSet.
enum InjectedContainer {
    /// The sentence about a container that is not in the template; nil if it is, or the pod is of another template.
    static func sentence(_ name: String, on node: NodeSituation, in situation: DaemonSetSituation) -> String? {
        guard let pod = node.pod, pod.spec.allContainers.contains(where: { $0.name == name }),
            !situation.daemonSet.template.spec.allContainers.contains(where: { $0.name == name }),
            !situation.revision.isKnown || situation.revision.isNewest(pod)
        else { return nil }
        let annotations = pod.metadata.annotations
        let marks = Annotation.injectionMarks.filter { annotations[$0.key] != nil }.values.sorted()
        guard let who = marks.first(where: { name.contains($0.lowercased()) }) ?? marks.first else {
            return "\(name) is not in the template: something added it to the pod at admission."
        }
        return "\(name) is not in the template: \(who) added it to the pod at admission."
    }
}
