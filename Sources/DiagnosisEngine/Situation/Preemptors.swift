import ClusterSnapshot

/// The pods that events of preemption can name, by name and by UID; empty where no event tells of one.
struct Preemptors: Sendable {
    private var byName: [String: [Int]] = [:]
    private var byUID: [String: Int] = [:]

    init(_ snapshot: Snapshot) {
        guard snapshot.events.contains(where: { $0.message.contains("Preempted by ") }) else { return }
        for (position, pod) in snapshot.pods.enumerated() {
            byName[pod.metadata.qualifiedName, default: []].append(position)
            if byUID[pod.uid] == nil { byUID[pod.uid] = position }
        }
    }

    /// Positions of the pods of this name, `namespace/name`.
    func pods(named name: String) -> [Int] { byName[name] ?? [] }

    /// The position of the pod with this UID.
    func pod(withUID uid: String) -> Int? { byUID[uid] }
}
