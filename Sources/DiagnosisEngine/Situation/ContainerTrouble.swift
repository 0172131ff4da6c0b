import KubernetesModel

/// A container that waits, with what it is in the pod's spec.
struct WaitingContainer: Sendable {
    var name: String
    var image: String
    var reason: String
    var message: String
}

extension NodeSituation {
    /// The first container that waits for one of these reasons; init containers first.
    func waitingContainer(_ reasons: Set<String>) -> WaitingContainer? { waitingContainers(reasons, most: 1).first }

    /// The containers that wait for one of these reasons; init containers first.
    func waitingContainers(_ reasons: Set<String>, most: Int = .max) -> [WaitingContainer] {
        guard hasLivePodOnNode, let pod else { return [] }
        var found: [WaitingContainer] = []
        for status in pod.status.allContainerStatuses where found.count < most {
            guard let waiting = status.waiting, reasons.contains(waiting.reason) else { continue }
            found.append(
                WaitingContainer(
                    name: status.name, image: status.image, reason: waiting.reason, message: waiting.message))
        }
        if found.count == 1 {
            found[0].image = image(of: found[0].name) ?? found[0].image
        } else if !found.isEmpty {
            let containers = Dictionary(firstOf: pod.spec.allContainers) { $0.name }
            for place in found.indices {
                found[place].image = containers[found[place].name]?.image ?? found[place].image
            }
        }
        return found
    }

    /// The image that the pod's spec names for a container.
    func image(of container: String) -> String? { spec(of: container)?.image }

    /// A container's part of the pod's spec.
    func spec(of container: String) -> Container? { pod?.spec.allContainers.first { $0.name == container } }

    /// A line on what a container waits for.
    func evidence(_ waiting: WaitingContainer) -> Evidence {
        let message = waiting.message.isEmpty ? "" : ": \(waiting.message)"
        return Evidence(
            kind: .containerStatus, object: "Pod \(pod?.metadata.qualifiedName ?? "")",
            text: "container \(waiting.name) is waiting, \(waiting.reason)\(message)")
    }

    /// The events of the pod to look at, oldest first.
    func podEvents(in situation: DaemonSetSituation) -> [Event] {
        guard let pod else { return [] }
        return situation.history.events(ofPod: pod.name)
            ?? situation.index.events(kind: Pod.kind, namespace: pod.namespace, name: pod.name)
    }
}

/// Facts for findings about a waiting container.
extension WaitingContainer {
    /// Another container of the pod and its image.
    static let otherImage: [ParameterDescription] = [.text("container"), .text("image")]
    static let imageParameters: [ParameterDescription] = [.text("image"), .text("container")]

    var parameters: Parameters { ["container": .text(name), "image": .text(image), "reason": .text(reason)] }
}
