import KubernetesModel
import Wording

/// Why the controller can't delete a pod, taken from its `FailedDelete` event (`RealPodControl.DeletePod`).
struct DeletionFailure: Sendable {
    var kind: CreationFailureKind
    /// The webhook or policy concerned; empty where the message names none.
    var name: String
    /// The API server's message.
    var reason: String
    var event: Event
    var count: WholeNumber

    init(_ event: Event, count: WholeNumber) {
        // The API server refuses deletions by the same means as creations, but for what only looks at new pods.
        let said = event.message[...].after("Error deleting: ") ?? event.message[...]
        let failure = CreationFailure(String(said))
        (name, reason) = (failure.name, failure.reason)
        kind = said[...].after("cannot delete resource \"pods\"") == nil ? failure.kind : .permission
        self.event = event
        self.count = count
    }

    /// ` (refused 294 times, last 1 min ago)`.
    func frequency(at now: Timestamp) -> String {
        let age = (event.lastTimestamp ?? event.firstTimestamp).map {
            ", last \(Wording.duration(seconds: now.seconds(since: $0))) ago"
        }
        return "(\(kind.isOutage ? "failed" : "refused") \(count == 1 ? "once" : "\(count) times")\(age ?? ""))"
    }
}

extension PodHistory {
    /// The newest `FailedDelete` event of the last hour, where no pod was deleted after it; nil when deletion works.
    func deletionFailure(at now: Timestamp) -> DeletionFailure? {
        newest("FailedDelete", before: "SuccessfulDelete", at: now).map { last in
            let failures = daemonSetEvents.filter { $0.reason == last.reason }
            return DeletionFailure(last, count: failures.reduce(WholeNumber(0)) { $0 + $1.count })
        }
    }
}
