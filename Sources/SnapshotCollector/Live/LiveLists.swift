import ByteStreams
import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import ObjectDecoding
import Synchronization
import Wording

/// The lists of all kinds, each asked for as far as the server and the user's rights allow.
final class LiveLists: Sendable {
    private struct State: Sendable {
        var pages: [ObjectKind: [ListedPages]] = [:]
        var outcomes: [ObjectKind: Outcome] = [:]
        /// The moment that the lists are to be of.
        var resourceVersion: String?
        /// Why nothing more is asked.
        var end: CollectorError?
    }

    private struct ListedPages: Sendable {
        var namespace: String?
        var pages: [ObjectBatch]
    }

    /// What kept a kind from being listed whole.
    private enum Outcome: Sendable {
        /// Only these namespaces could be asked for.
        case namespacesOnly
        case notServed
        case forbidden(namespace: String?, message: String)
        case failed(ClientError)
    }

    private let client: APIClient
    private let options: CollectionOptions
    private let jobs: JobQueue
    private let pipelines: PipelinePool
    private let budget: CollectionBudget
    private let state = Mutex(State())

    init(client: APIClient, options: CollectionOptions, jobs: JobQueue, pipelines: PipelinePool) {
        self.client = client
        self.options = options
        self.jobs = jobs
        self.pipelines = pipelines
        budget = CollectionBudget(options)
    }

    /// Asks for all objects of a kind; `afterFirst` is called once, when its first page or its end is there.
    func start(_ kind: ObjectKind, afterFirst: (@Sendable () -> Void)? = nil) {
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

    private func end(_ plan: ListPlan, _ result: Result<[ObjectBatch], ClientError>, afterFirst: Once) {
        switch result {
        case .success(let pages):
            state.withLock { state in
                state.pages[plan.kind, default: []].append(ListedPages(namespace: plan.namespace, pages: pages))
            }
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
    private func note(_ outcome: Outcome, _ kind: ObjectKind) {
        let end = collectorError(kind, outcome)
        let isFirstEnd = state.withLock { state in
            state.outcomes[kind] = outcome
            if end == nil || state.end != nil { return false }
            state.end = end
            return true
        }
        if isFirstEnd { client.cancel() }
    }

    /// The error that this outcome ends everything with; nil where a gap will do.
    private func collectorError(_ kind: ObjectKind, _ outcome: Outcome) -> CollectorError? {
        switch outcome {
        case .failed(let error): return kind.isEssential || error.endsEverything ? .cluster(error) : nil
        case .forbidden(_, let message) where kind.isEssential:
            return .essentialForbidden(server: client.connection.server, what: kind.inSentences, message: message)
        case .notServed where kind.isEssential:
            let target = "\(client.connection.server)\(kind.listPath(version: "v1", namespace: nil))"
            return .cluster(.unexpectedAnswer(target: target, reason: "there is no such path"))
        default: return nil
        }
    }
}

// MARK: - Results

extension LiveLists {
    /// Throws unless there is what a diagnosis cannot do without.
    func requireEssentials() throws(CollectorError) {
        if let end = state.withLock({ $0.end }) { throw end }
    }

    /// The objects of a kind, namespace after namespace and page after page.
    func batches(of kind: ObjectKind) -> [ObjectBatch] {
        let listed = state.withLock { $0.pages[kind] ?? [] }
        return listed.sorted { ($0.namespace ?? "") < ($1.namespace ?? "") }.flatMap(\.pages)
    }

    /// Takes the objects of a kind out, so that they are held only where they go.
    func takeBatches(of kind: ObjectKind) -> [ObjectBatch] {
        defer { state.withLock { $0.pages[kind] = nil } }
        return batches(of: kind)
    }

    /// Tells of the kinds of which there is nothing more to say: the cluster has none, or a gap says why.
    var settledKinds: ObjectBatch {
        var batch = ObjectBatch()
        batch.listedKinds = Set(state.withLock { $0.outcomes.keys.map(\.rawValue) } + [ObjectKind.podMetrics.rawValue])
        return batch
    }

    /// What could not be read.
    var gaps: [Gap] {
        let outcomes = state.withLock { $0.outcomes }
        var gaps: [Gap] = []
        var failures: [ListFailure] = []
        for kind in ObjectKind.allCases {
            guard let outcome = outcomes[kind] else { continue }
            if case .failed(let error) = outcome {
                ListFailure.add(kind, error, to: &failures)
            } else if let gap = gap(kind, outcome) {
                gaps.append(gap)
            }
        }
        return gaps + failures.map(\.gap)
    }

    private func gap(_ kind: ObjectKind, _ outcome: Outcome) -> Gap? {
        let missing = [SnapshotPart.objects(kind)]
        let named = kind.inSentences.capitalizedFirst
        switch outcome {
        case .notServed: return nil
        case .namespacesOnly:
            let names = options.namespaces.joined(separator: ", ")
            let usage = kind == .pod ? " What is used on a node is therefore a lower bound." : ""
            let detail =
                "\(named) of other namespaces than \(names) may not be read.\(usage) A rule that allows it: "
                + kind.listRule.phrase(namespace: nil) + "."
            // Where DaemonSets are read of the same namespaces only, none of them has pods elsewhere.
            let isOfOthers = kind == .pod && arePartial(.daemonSet)
            return Gap(
                code: .namespacesPartial, detail: detail.escapedForOneLine,
                missing: isOfOthers ? [.podsOfOtherNamespaces] : missing)
        case .forbidden(let namespace, let message):
            let detail =
                "\(named) may not be read: \(message.withoutEnd). A rule that allows it: "
                + kind.listRule.phrase(namespace: kind == .podMetrics ? nil : namespace) + "."
            return Gap(
                code: .accessForbidden, detail: detail.escapedForOneLine, missing: missing,
                isDoubtful: kind == .podMetrics)
        case .failed: return nil
        }
    }
}

extension LiveLists {
    /// Whether only some namespaces could be asked for objects of a kind.
    private func arePartial(_ kind: ObjectKind) -> Bool {
        if case .namespacesOnly? = state.withLock({ $0.outcomes[kind] }) { return true }
        return false
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

extension String {
    /// The sentence without its full stop.
    fileprivate var withoutEnd: Substring { hasSuffix(".") ? dropLast() : self[...] }
}
