import KubernetesClient
import SnapshotCollector
import Synchronization
import Threads

/// Reads a list anew, and waits for all of it.
struct ListReading {
    let session: WatchSession

    /// What became of it.
    enum Outcome {
        case listed(ListedPages)
        /// The user may not read it, or the cluster does not have it.
        case refused(ClientError)
        case failed(ClientError)
    }

    /// Reads the list of a plan, in another version or another way where the server does not take the first.
    func read(_ first: ListPlan) -> Outcome {
        var plan = first
        while true {
            switch attempt(plan) {
            case .success(let listed): return .listed(listed)
            case .failure(let error):
                // Namespaces are not tried one by one here: what is asked for is what could be read before.
                switch plan.consequence(of: error, namespaces: []) {
                case .tryInstead(let plans):
                    guard let next = plans.first else { return .failed(error) }
                    plan = next
                case .notServed, .forbidden: return .refused(error)
                case .failed(let error): return .failed(error)
                }
            }
        }
    }

    private func attempt(_ plan: ListPlan) -> Result<ListedPages, ClientError> {
        let answer = Answer()
        // What decoders remember of strings and specs serves one list: in hours it would become much.
        ListAttempt(
            plan, client: session.client, jobs: session.jobs, pipelines: PipelinePool(),
            budget: CollectionBudget(session.options), events: ListAttempt.Events { answer.come($0) }
        ).start()
        return answer.wait()
    }
}

/// A result that one thread waits for.
private final class Answer: @unchecked Sendable {
    private let monitor = Monitor()
    // Guarded by the monitor.
    private var result: Result<ListedPages, ClientError>?

    func come(_ result: Result<ListedPages, ClientError>) {
        monitor.locked {
            self.result = result
            monitor.notify()
        }
    }

    func wait() -> Result<ListedPages, ClientError> {
        monitor.locked {
            while true {
                if let result { return result }
                monitor.wait()
            }
        }
    }
}
