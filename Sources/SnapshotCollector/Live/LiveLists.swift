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
    private let state = Mutex(State())

    init(client: APIClient, options: CollectionOptions, jobs: JobQueue, pipelines: PipelinePool) {
        self.client = client
        self.options = options
        self.jobs = jobs
        self.pipelines = pipelines
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
        ListAttempt(plan, client: client, jobs: jobs, pipelines: pipelines, events: events).start()
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

    private func note(_ outcome: Outcome, _ kind: ObjectKind) { state.withLock { $0.outcomes[kind] = outcome } }
}

// MARK: - Results

extension LiveLists {
    /// Throws unless there is what a diagnosis cannot do without.
    func requireEssentials() throws(CollectorError) {
        let outcomes = state.withLock { $0.outcomes }
        for kind in ObjectKind.allCases {
            switch outcomes[kind] {
            case .failed(.cancelled): throw .cluster(.cancelled)
            case .failed(let error) where kind.isEssential || error.endsEverything: throw .cluster(error)
            case .forbidden(_, let message) where kind.isEssential:
                throw .essentialForbidden(
                    server: client.connection.server, what: kind.inSentences, message: message)
            case .notServed where kind.isEssential:
                throw .cluster(
                    .unexpectedAnswer(
                        target: "\(client.connection.server)\(kind.listPath(version: "v1", namespace: nil))",
                        reason: "there is no such path"))
            default: break
            }
        }
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
        for kind in ObjectKind.allCases {
            guard let outcome = outcomes[kind], let gap = gap(kind, outcome) else { continue }
            gaps.append(gap)
        }
        return gaps
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
        case .failed(let error):
            // Few clusters without a metrics server miss it.
            if kind == .podMetrics { return nil }
            return Gap(
                code: .collectorError, detail: "\(named) are missing: \(error)".escapedForOneLine, missing: missing)
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
        case .configuration, .outOfMemory: return true
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
    /// The text beginning with a capital letter.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// The sentence without its full stop.
    fileprivate var withoutEnd: Substring { hasSuffix(".") ? dropLast() : self[...] }
}
