import ClusterConfiguration
import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import ObjectDecoding
import SnapshotCollector
import Threads

/// A live cluster that is watched: every list is read once, and then kept current.
///
/// All kinds are watched that the live collector lists, but for what pods use (PodMetrics), which cannot be. A list whose
/// watch the server refuses is read again and again instead. What breaks is tried again without end, and told in
/// ``WatchedMoment/troubles`` meanwhile. Objects are held decoded, and change in place; a moment hands them out as they
/// are. The watch ends when the last copy goes.
public struct LiveClusterWatch: ClusterMoments, Sendable {
    private let watching: Watching

    /// Watches the cluster of a connection from the first ``next(within:)`` on. `onTrouble` is told, on any thread, of what
    /// breaks and is tried again.
    ///
    /// - Throws: ``ClientError`` where libcurl or memory is missing. What is wrong with the server, the first moment throws.
    public init(
        _ connection: ClusterConnection, options: CollectionOptions = CollectionOptions(),
        onTrouble: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(ClientError) {
        try self.init(connection, options: options, timing: WatchTiming(), onTrouble: onTrouble)
    }

    package init(
        _ connection: ClusterConnection, options: CollectionOptions, timing: WatchTiming,
        deadlines: Deadlines = Deadlines(), onTrouble: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(ClientError) {
        watching = Watching(
            try WatchSession(
                connection, options: options, timing: timing, deadlines: deadlines, onTrouble: onTrouble))
    }

    /// The next moment.
    ///
    /// - Throws: ``CollectorError`` where the cluster cannot be read at all.
    public mutating func next(within longest: Duration) throws -> WatchedMoment? { try watching.next(within: longest) }

    /// Ends the watch; ``next(within:)`` returns nil. Any thread may call it, on any copy.
    public func cancel() { watching.stop() }
}

/// The one who takes what the threads of a watch tell.
private final class Watching: @unchecked Sendable {
    private let session: WatchSession
    private let reader: SideReader
    private let monitor = Monitor()
    // Guarded by the monitor: one moment is made at a time.
    private var cluster: WatchedCluster
    private var hasStarted = false
    /// The places in trouble at the last moment, and with what.
    private var lastTroubles: [WatchTrouble] = []
    private var lastWish = SideReader.Wish()
    private var wish = 0
    /// How long the first moment waits for logs.
    private static let longestReading = Duration.seconds(20)
    private var readingEnd: ContinuousClock.Instant?

    init(_ session: WatchSession) {
        self.session = session
        reader = SideReader(session: session)
        cluster = WatchedCluster(name: session.client.connection.name, options: session.options)
    }

    deinit { stop() }

    func stop() {
        session.stop()
        reader.wake()
    }

    func next(within longest: Duration) throws(CollectorError) -> WatchedMoment? {
        let result: Result<WatchedMoment?, CollectorError> = monitor.locked {
            do throws(CollectorError) {
                return .success(try moment(within: longest))
            } catch {
                stop()
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func moment(within longest: Duration) throws(CollectorError) -> WatchedMoment? {
        if !hasStarted { start() }
        let deadline = ContinuousClock.now + longest
        while let deliveries = session.inbox.take(until: deadline) {
            for delivery in deliveries { try take(delivery) }
            let isDeadline = deadline <= .now
            let troubles = troubles
            let hasNews = !cluster.changes.isEmpty || cluster.hasNewReadings || troubles != lastTroubles
            guard isDeadline || cluster.hasBegun && hasNews else { continue }
            let snapshot = cluster.snapshot(at: session.time.now)
            if cluster.hasBegun { wishFor(snapshot) }
            // Of the first moment logs are a part; later they come when they come.
            if cluster.fulfilledWish == 0, !isDeadline, readingEnd.map({ $0 > .now }) ?? true { continue }
            defer { cluster.beginMoment() }
            lastTroubles = troubles
            return WatchedMoment(
                snapshot: snapshot, changes: cluster.changes, troubles: troubles, isComplete: cluster.isComplete)
        }
        return nil
    }

    private func start() {
        hasStarted = true
        let isStarted = OwnThread.start { [session] in Beginning(session: session).run() }
        if !isStarted { session.inbox.post(.failed(.cluster(.outOfMemory))) }
    }

    private func take(_ delivery: WatchInbox.Delivery) throws(CollectorError) {
        switch delivery {
        case .listed(let place, let listed): cluster.take(listed, at: place)
        case .changed(let place, let run): cluster.take(run, at: place)
        case .begun(let outcomes):
            cluster.begin(outcomes)
            readingEnd = .now + Self.longestReading
        case .read(let readings): cluster.take(readings)
        case .failed(let error): throw error
        }
    }

    /// Lets what the snapshot's pods and nodes call for be read, if that is something else than before.
    private func wishFor(_ snapshot: Snapshot) {
        let isFirst = wish == 0
        guard isFirst || cluster.changes[.pod] != nil || cluster.changes[.node] != nil else { return }
        let new = cluster.wish(for: snapshot)
        guard isFirst || new.containers != lastWish.containers || new.asked != lastWish.asked else { return }
        lastWish = new
        wish = reader.wish(for: new)
        if isFirst, !reader.start() { session.onTrouble("no thread to read logs with") }
    }

    /// What is broken now: places with one reason together, in the order of kinds.
    private var troubles: [WatchTrouble] {
        let places = session.inbox.troubles
        var groups: [(code: String, trouble: WatchTrouble)] = []
        for kind in ObjectKind.allCases {
            let ofKind = places.filter { $0.key.kind == kind }
            for (_, found) in ofKind.sorted(by: { ($0.key.namespace ?? "") < ($1.key.namespace ?? "") }) {
                if let index = groups.firstIndex(where: { $0.code == found.error.code }) {
                    if groups[index].trouble.kinds.last != kind { groups[index].trouble.kinds.append(kind) }
                    groups[index].trouble.since = min(groups[index].trouble.since, found.since)
                } else {
                    let trouble = WatchTrouble(kinds: [kind], since: found.since, message: "\(found.error)")
                    groups.append((found.error.code, trouble))
                }
            }
        }
        return groups.map(\.trouble)
    }
}
