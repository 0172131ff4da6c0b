import ByteStreams
import KubernetesClient
import ObjectDecoding
import Synchronization

/// A list that was read whole.
package struct ListedPages: Sendable {
    /// How it was asked for.
    package var plan: ListPlan
    /// In their order.
    package var pages: [ObjectBatch]
    /// The moment that it is of; empty where the server tells none.
    package var resourceVersion: String
}

/// Asks for all pages of a list. Each page is decoded while the next one is under way.
package final class ListAttempt: Sendable {
    package let plan: ListPlan
    private let jobs: JobQueue
    private let client: APIClient
    private let pipelines: PipelinePool
    private let events: Events
    private let budget: ListBudget

    /// What is told of it, once each, on any thread.
    package struct Events: Sendable {
        /// The moment that the list is of is known.
        var onResourceVersion: @Sendable (String) -> Void = { _ in }
        var onEnd: @Sendable (Result<ListedPages, ClientError>) -> Void

        package init(
            onResourceVersion: @escaping @Sendable (String) -> Void = { _ in },
            onEnd: @escaping @Sendable (Result<ListedPages, ClientError>) -> Void
        ) {
            self.onResourceVersion = onResourceVersion
            self.onEnd = onEnd
        }
    }

    private struct State: Sendable {
        var pages: [Int: ObjectBatch] = [:]
        var resourceVersion: String?
        /// Pages that were asked for and have not come yet.
        var openPages: Set<Int> = []
        /// The greatest page that was asked for.
        var lastPage = -1
        var failure: ClientError?
    }

    private let state = Mutex(State())

    package init(
        _ plan: ListPlan, client: APIClient, jobs: JobQueue, pipelines: PipelinePool, budget: CollectionBudget,
        events: Events
    ) {
        self.plan = plan
        self.client = client
        self.jobs = jobs
        self.pipelines = pipelines
        self.events = events
        self.budget = ListBudget(
            target: plan.path, chunkSize: plan.chunkSize, all: budget)
    }

    /// Asks for the first page.
    package func start() { ask(forPage: 0, token: nil) }

    private func ask(forPage page: Int, token: String?) {
        let isNew = state.withLock { state in
            // A page that is read again after a failure leads to the same next page.
            if page <= state.lastPage || state.failure != nil { return false }
            do throws(ClientError) {
                if let token { try budget.lead(to: token) }
            } catch {
                state.failure = error
                return false
            }
            state.lastPage = page
            state.openPages.insert(page)
            return true
        }
        if isNew { jobs.add { [self] in fetch(page, token: token) } }
    }

    private func fetch(_ page: Int, token: String?) {
        if let failure = state.withLock({ $0.failure }) { return end(page, .failure(failure)) }
        let request = plan.request(continuing: token)
        let result: Result<ObjectBatch, ClientError>
        do throws(ClientError) {
            let pipeline = try pipelines.take()
            defer { pipelines.giveBack(pipeline) }
            let reader = PageReader(kind: plan.kind, name: request.shownTarget, pipeline: pipeline, budget: budget)
            let attempts = plan.kind == .podMetrics ? 2 : nil
            result = .success(
                try client.get(request, mostAttempts: attempts) { (response) throws(ClientError) in
                    try reader.read(response) { [self] head in note(head, ofPage: page) }
                })
        } catch {
            result = .failure(error)
        }
        end(page, result)
    }

    private func note(_ head: ListEnvelope, ofPage page: Int) {
        let (isFirst, isOther) = state.withLock { state in
            let known = state.resourceVersion
            if known == nil { state.resourceVersion = head.resourceVersion }
            return (known == nil, known != nil && known != head.resourceVersion)
        }
        if isFirst { events.onResourceVersion(head.resourceVersion) }
        if isOther {
            let target = plan.request(continuing: nil).shownTarget
            fail(.expired(target: target, message: "the pages of the list are from different moments"))
        } else if !head.continueToken.isEmpty {
            ask(forPage: page + 1, token: head.continueToken)
        }
    }

    private func fail(_ error: ClientError) {
        state.withLock { state in
            if state.failure == nil { state.failure = error }
        }
    }

    private func end(_ page: Int, _ result: Result<ObjectBatch, ClientError>) {
        let outcome: Result<ListedPages, ClientError>? = state.withLock { state in
            state.openPages.remove(page)
            switch result {
            case .success(let batch): state.pages[page] = batch
            case .failure(let error): if state.failure == nil { state.failure = error }
            }
            if state.failure != nil { state.pages = [:] }
            guard state.openPages.isEmpty else { return nil }
            if let failure = state.failure {
                budget.giveBackAll()
                return .failure(failure)
            }
            defer { state.pages = [:] }
            let pages = state.pages.sorted { $0.key < $1.key }.map(\.value)
            return .success(ListedPages(plan: plan, pages: pages, resourceVersion: state.resourceVersion ?? ""))
        }
        if let outcome { events.onEnd(outcome) }
    }
}
