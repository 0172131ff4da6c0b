import ByteStreams
import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import ObjectDecoding
import Synchronization

/// The lists of all kinds, each asked for as far as the server and the user's rights allow.
package final class LiveLists: Sendable {
    private struct State: Sendable {
        var lists: [ObjectKind: [ListedPages]] = [:]
        var outcomes: ListOutcomes
        /// The moment that the lists are to be of.
        var resourceVersion: String?
        /// Why nothing more is asked.
        var end: CollectorError?
    }

    private let client: APIClient
    private let options: CollectionOptions
    private let jobs: JobQueue
    private let pipelines: PipelinePool
    private let budget: CollectionBudget
    private let state: Mutex<State>

    package init(
        client: APIClient, options: CollectionOptions, jobs: JobQueue, pipelines: PipelinePool,
        budget: CollectionBudget? = nil
    ) {
        self.client = client
        self.options = options
        self.jobs = jobs
        self.pipelines = pipelines
        self.budget = budget ?? CollectionBudget(options)
        state = Mutex(State(outcomes: ListOutcomes(namespaces: options.namespaces)))
    }

    /// Asks for all objects of a kind; `afterFirst` is called once, when its first page or its end is there.
    package func start(_ kind: ObjectKind, afterFirst: (@Sendable () -> Void)? = nil) {
        var plan = ListPlan(kind: kind, chunkSize: options.chunkSize)
        // Events may lie in a store of their own, with versions of their own; metrics have none.
        if kind != .event, kind != .podMetrics { plan.resourceVersion = state.withLock { $0.resourceVersion } }
        attempt(plan, afterFirst: Once(afterFirst))
    }

    private func attempt(_ plan: ListPlan, afterFirst: Once) {
        let events = ListAttempt.Events(
            onResourceVersion: { [self] version in
                if !version.isEmpty, version != "0" {
                    state.withLock { state in
                        if state.resourceVersion == nil { state.resourceVersion = version }
                    }
                }
                afterFirst.run()
            },
            onEnd: { [self] result in end(plan, result, afterFirst: afterFirst) })
        ListAttempt(plan, client: client, jobs: jobs, pipelines: pipelines, budget: budget, events: events).start()
    }

    private func end(_ plan: ListPlan, _ result: Result<ListedPages, ClientError>, afterFirst: Once) {
        switch result {
        case .success(let listed): state.withLock { $0.lists[plan.kind, default: []].append(listed) }
        case .failure(let error):
            switch plan.consequence(of: error, namespaces: options.namespaces) {
            case .tryInstead(let plans):
                if plan.namespace == nil, plans.contains(where: { $0.namespace != nil }) {
                    note(.namespacesOnly, plan.kind)
                }
                for plan in plans { attempt(plan, afterFirst: afterFirst) }
                return
            case .notServed: note(.notServed, plan.kind)
            case .forbidden(let message):
                note(.forbidden(namespace: plan.namespace, message: message), plan.kind)
            case .failed(let error): note(.failed(error), plan.kind)
            }
        }
        afterFirst.run()
    }

    /// Keeps what became of a kind. Where nothing can be told without it, the rest need not be read either.
    private func note(_ outcome: ListOutcome, _ kind: ObjectKind) {
        let end = collectorError(kind, outcome)
        let isFirstEnd = state.withLock { state in
            state.outcomes.byKind[kind] = outcome
            if end == nil || state.end != nil { return false }
            state.end = end
            return true
        }
        if isFirstEnd { client.cancel() }
    }

    /// The error that this outcome ends everything with; nil where a gap will do.
    private func collectorError(_ kind: ObjectKind, _ outcome: ListOutcome) -> CollectorError? {
        switch outcome {
        case .failed(let error): return kind.isEssential || error.endsEverything ? .cluster(error) : nil
        case .forbidden(_, let message) where kind.isEssential:
            return .essentialForbidden(server: client.connection.server, what: kind.inSentences, message: message)
        case .notServed where kind.isEssential:
            let target = "\(client.connection.server)\(kind.listPath(version: "v1", namespace: nil))"
            return .cluster(.unexpectedAnswer(target: target, reason: "the path does not exist"))
        default: return nil
        }
    }
}

// MARK: - Results

extension LiveLists {
    /// Throws unless there is what a diagnosis cannot do without.
    package func requireEssentials() throws(CollectorError) {
        if let end = state.withLock({ $0.end }) { throw end }
    }

    /// The lists of a kind that were read, namespace after namespace.
    package func lists(of kind: ObjectKind) -> [ListedPages] {
        let listed = state.withLock { $0.lists[kind] ?? [] }
        return listed.sorted { ($0.plan.namespace ?? "") < ($1.plan.namespace ?? "") }
    }

    /// The objects of a kind, namespace after namespace and page after page.
    func batches(of kind: ObjectKind) -> [ObjectBatch] { lists(of: kind).flatMap(\.pages) }

    /// Takes the objects of a kind out, so that they are held only where they go.
    func takeBatches(of kind: ObjectKind) -> [ObjectBatch] {
        defer { state.withLock { $0.lists[kind] = nil } }
        return batches(of: kind)
    }

    /// What kept kinds from being listed whole.
    package var outcomes: ListOutcomes { state.withLock { $0.outcomes } }

    /// What could not be read.
    var gaps: [Gap] { outcomes.gaps }

    /// Tells of the kinds of which there is nothing more to say: the cluster has none, or a gap says why.
    var settledKinds: ObjectBatch {
        var batch = ObjectBatch()
        batch.listedKinds = outcomes.settledKinds
        return batch
    }
}

extension ClientError {
    /// Whether nothing else can succeed after it.
    fileprivate var endsEverything: Bool {
        switch self {
        case .configuration, .libraryMissing, .cancelled, .outOfMemory: return true
        default: return false
        }
    }
}

/// Runs something once, whoever comes first.
private final class Once: Sendable {
    private let body: Mutex<(@Sendable () -> Void)?>

    init(_ body: (@Sendable () -> Void)?) { self.body = Mutex(body) }

    func run() {
        let body = body.withLock { body in
            defer { body = nil }
            return body
        }
        body?()
    }
}
