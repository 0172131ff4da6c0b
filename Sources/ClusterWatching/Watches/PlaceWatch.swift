import KubernetesClient
import KubernetesModel
import ObjectDecoding
import SnapshotCollector
import Threads

/// Keeps the objects of one place current: lists them, watches from there on, and lists them again where the server does
/// not know any more what has changed (410) or does not let them be watched. It belongs to one thread.
final class PlaceWatch {
    private let place: WatchedPlace
    private let session: WatchSession
    private var plan: ListPlan
    private var stream: WatchStream
    private var backoff: Backoff
    /// The moment up to which everything is known; nil where a list has to tell.
    private var resourceVersion: String?
    /// When it was current last.
    private var lastCurrent: Timestamp
    /// Whether the place has been listed ever.
    private var isKnown: Bool
    private var isInTrouble = false
    /// How long the last list took.
    private var listDuration = Duration.zero
    private var polling = Polling()

    /// Whether the place is polled, since it cannot be watched, and how long yet.
    private struct Polling {
        var until: ContinuousClock.Instant?
        var refusalCount = 0
    }

    private init(
        _ place: WatchedPlace, plan: ListPlan, resourceVersion: String?, isKnown: Bool, in session: WatchSession
    ) {
        self.place = place
        self.session = session
        self.plan = plan
        self.resourceVersion = resourceVersion
        self.isKnown = isKnown
        stream = WatchStream(place.kind)
        backoff = Backoff(session.timing)
        lastCurrent = session.time.now
    }

    /// Starts a thread that keeps a place current after its first list.
    static func start(after listed: ListedPages, in session: WatchSession) {
        var plan = listed.plan
        plan.resourceVersion = nil
        plan.restarts = 0
        let place = WatchedPlace(kind: plan.kind, namespace: plan.namespace)
        let version = listed.resourceVersion
        start(place, plan, resourceVersion: version.isEmpty ? nil : version, isKnown: true, in: session)
    }

    /// Starts a thread for a place that could not be listed.
    static func start(_ place: WatchedPlace, in session: WatchSession) {
        var plan = ListPlan(kind: place.kind, chunkSize: session.options.chunkSize)
        plan.namespace = place.namespace
        start(place, plan, resourceVersion: nil, isKnown: false, in: session)
    }

    private static func start(
        _ place: WatchedPlace, _ plan: ListPlan, resourceVersion: String?, isKnown: Bool, in session: WatchSession
    ) {
        let isStarted = OwnThread.start {
            PlaceWatch(place, plan: plan, resourceVersion: resourceVersion, isKnown: isKnown, in: session).run()
        }
        if !isStarted { session.inbox.post(.outOfMemory, since: session.time.now, at: place) }
    }

    private func run() {
        // Metrics cannot be watched: the metrics server serves what it scraped last.
        if place.kind == .podMetrics { polling.until = ContinuousClock.now + .seconds(1 << 30) }
        while !session.isStopped {
            if resourceVersion == nil, !isPolled || !isKnown { list() }
            if session.isStopped { return }
            if isPolled {
                session.pauses.sleep(pollingPause, untilWoken: false)
                list()
            } else if let version = resourceVersion {
                watch(from: version)
            }
        }
    }

    private var isPolled: Bool { polling.until.map { $0 > .now } ?? false }

    private var pollingPause: Duration {
        let usual = place.kind == .podMetrics ? session.timing.slowPolling : session.timing.polling
        return max(usual, listDuration * 20)
    }

    // MARK: - Lists

    /// Reads the list; where that fails, waits until it is worth another try.
    private func list() {
        if session.isStopped { return }
        let begun = ContinuousClock.now
        switch ListReading(session: session).read(plan) {
        case .listed(let listed):
            listDuration = .now - begun
            plan.versionPlace = listed.plan.versionPlace
            resourceVersion = listed.resourceVersion.isEmpty ? nil : listed.resourceVersion
            isKnown = true
            session.inbox.post(.listed(place, listed))
            noteSuccess()
            // Without a moment to watch from, it is read again and again.
            if resourceVersion == nil, !isPolled { refuseWatch() }
        case .refused(let error):
            // A gap says so, until that changes.
            if !isKnown { return session.pauses.sleep(session.timing.refusedRetry, untilWoken: false) }
            fail(error)
        case .failed(let error): fail(error)
        }
    }

    // MARK: - Watches

    private func watch(from version: String) {
        let seconds = session.timing.watchSeconds + Int.random(in: 0...session.timing.watchSeconds / 2)
        let request = APIRequest(
            plan.path,
            [
                .init("watch", "true"), .init("allowWatchBookmarks", "true"), .init("resourceVersion", version),
                .init("timeoutSeconds", "\(seconds)"),
            ])
        var isOpen = false
        let begun = ContinuousClock.now
        stream.begin(from: version)
        do throws(ClientError) {
            try session.watchClient.get(request, mostAttempts: 1, within: .seconds(seconds + 30)) {
                (response) throws(ClientError) in
                isOpen = true
                session.time.note(response.date)
                noteSuccess()
                try stream.read(response, target: plan.path) { [session, place] run in
                    session.inbox.post(.changed(place, run))
                }
            }
            goOn()
            // A watch that ends at once and tells nothing is begun less and less often.
            if !stream.hasEvents, .now - begun < .seconds(1) { session.pauses.sleep(backoff.next()) }
        } catch {
            if isOpen { goOn() }
            end(error, wasOpen: isOpen)
        }
        if isOpen, stream.hasEvents || .now - begun > .seconds(5), !stream.hasMissedObject { backoff.reset() }
    }

    /// Takes over how far an open watch has come.
    private func goOn() {
        polling.refusalCount = 0
        lastCurrent = session.time.now
        resourceVersion = stream.hasMissedObject || stream.resourceVersion.isEmpty ? nil : stream.resourceVersion
        if stream.hasMissedObject { session.pauses.sleep(backoff.next()) }
    }

    private func end(_ error: ClientError, wasOpen: Bool) {
        if case .cancelled = error { return }
        session.onTrouble("\(place.kind.inSentences): \(error)")
        switch error {
        case .expired:
            resourceVersion = nil
            // A server that forgets at once what it lists is not asked without pause.
            if !stream.hasEvents { session.pauses.sleep(backoff.next()) }
        // How long nobody listened is not known: perhaps since the last event.
        case .timedOut where wasOpen:
            lastCurrent = session.time.now + WholeNumber((stream.lastHeard - .now).components.seconds)
        case .forbidden, .refused(_, 400, _), .refused(_, 405, _), .refused(_, 406, _), .refused(_, 422, _),
            .refused(_, 501, _):
            refuseWatch()
        case .notFound:
            resourceVersion = nil
            fail(error)
        case .unexpectedAnswer:
            resourceVersion = nil
            // What no event follows is no watch: a proxy that gives the list instead.
            if backoff.failureCount > 1 { refuseWatch() } else { session.pauses.sleep(backoff.next()) }
        case .connectionLost where wasOpen: break
        default:
            // After a restore from a backup a server may not know the moment for good.
            if case .refused = error, backoff.failureCount > 2 { resourceVersion = nil }
            fail(error)
        }
    }

    /// The place cannot be watched for now, and is listed again and again.
    private func refuseWatch() {
        resourceVersion = nil
        let pause = session.timing.watchRetry * (1 << min(polling.refusalCount, 5))
        polling.refusalCount += 1
        polling.until = ContinuousClock.now + pause
        session.onTrouble("\(place.kind.inSentences): cannot be watched, and are listed every \(pollingPause)")
    }

    // MARK: - Troubles

    private func noteSuccess() {
        lastCurrent = session.time.now
        guard isInTrouble else { return }
        isInTrouble = false
        session.inbox.post(nil, since: lastCurrent, at: place)
        // Others need not wait any longer either.
        session.pauses.wakeAll()
    }

    private func fail(_ error: ClientError) {
        if case .cancelled = error { return }
        isInTrouble = true
        session.inbox.post(error, since: lastCurrent, at: place)
        session.pauses.sleep(backoff.next())
    }
}
