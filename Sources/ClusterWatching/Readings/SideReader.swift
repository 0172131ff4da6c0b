import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import ObjectDecoding
import SnapshotCollector
import Threads

/// Reads what a snapshot holds beside lists: logs of failing containers, kubelets of nodes under pressure, the server's
/// version. One thread asks for them as they are wished for, and again from time to time.
final class SideReader: @unchecked Sendable {
    /// What is to be read.
    struct Wish: Sendable {
        var containers: [FailingContainer] = []
        /// Of which those under pressure are asked.
        var nodes: [Node] = []

        /// The names of the nodes that are asked.
        var asked: [String] { KubeletSummaryCollection.asked(nodes) }
    }

    private let session: WatchSession
    private let monitor = Monitor()
    // Guarded by the monitor.
    private var wish = Wish()
    private var wishCount = 0

    // Of the thread alone.
    private var kubernetesVersion = ""
    private var logs: [FailingContainer: (readings: LogReadings, readAt: ContinuousClock.Instant)] = [:]
    private var askedNodes: [String] = []
    private var summaries: [KubeletSummary] = []
    private var summaryGaps: [Gap] = []

    init(session: WatchSession) { self.session = session }

    /// Starts the thread; false when the system has none to give.
    func start() -> Bool { OwnThread.start { [self] in run() } }

    /// Wishes for something else than before.
    ///
    /// - Returns: the number of the wish.
    func wish(for wish: Wish) -> Int {
        monitor.locked {
            self.wish = wish
            wishCount += 1
            monitor.notify()
            return wishCount
        }
    }

    /// Lets the thread see that it is over.
    func wake() { monitor.locked { monitor.notify() } }

    private func run() {
        var done = 0
        var slowDue = ContinuousClock.now
        while !session.isStopped {
            let isSlowDue = slowDue <= .now
            let (wish, count) = monitor.locked { (self.wish, wishCount) }
            if isSlowDue { askVersion() }
            readLogs(wish.containers)
            readSummaries(wish.nodes, isDue: isSlowDue)
            if isSlowDue { slowDue = .now + session.timing.slowPolling }
            if session.isStopped { return }
            var readings = SideReadings(kubernetesVersion: kubernetesVersion, wish: count)
            for container in wish.containers { if let read = logs[container] { readings.logs.add(read.readings) } }
            readings.kubeletSummaries = summaries
            readings.kubeletGaps = summaryGaps
            session.inbox.post(.read(readings))
            done = count
            monitor.locked {
                while wishCount == done, !session.isStopped {
                    let left = slowDue - ContinuousClock.now
                    if left <= .zero { break }
                    monitor.wait(for: left)
                }
            }
        }
    }

    private func askVersion() {
        let request = VersionRequest(client: session.client)
        guard (try? request.ask()) != nil else { return }
        kubernetesVersion = request.text
        if let moment = request.moment { session.time.note(moment) }
    }

    private func readLogs(_ containers: [FailingContainer]) {
        let wanted = Set(containers)
        logs = logs.filter { wanted.contains($0.key) }
        let now = ContinuousClock.now
        let due = containers.filter { container in
            guard let known = logs[container] else { return true }
            // A container that has ended writes nothing more.
            return container.hasPresent && now - known.readAt >= session.timing.slowPolling
        }
        if due.isEmpty { return }
        let jobs = JobQueue(threadCount: session.options.concurrency)
        let collections = due.map { _ in LogCollection(client: session.client) }
        for (container, collection) in zip(due, collections) { collection.fetch(container, with: jobs) }
        jobs.waitUntilDone()
        for (container, collection) in zip(due, collections) { logs[container] = (collection.readings, now) }
    }

    private func readSummaries(_ nodes: [Node], isDue: Bool) {
        let asked = Wish(nodes: nodes).asked
        guard isDue || asked != askedNodes else { return }
        askedNodes = asked
        summaries = []
        summaryGaps = []
        if asked.isEmpty { return }
        let jobs = JobQueue(threadCount: session.options.concurrency)
        let collection = KubeletSummaryCollection(client: session.client)
        collection.fetch(nodes: nodes, with: jobs)
        jobs.waitUntilDone()
        summaries = collection.summaries
        summaryGaps = collection.gaps
    }
}
