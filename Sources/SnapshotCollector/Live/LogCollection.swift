import ByteStreams
import ClusterSnapshot
import KubernetesClient
import ObjectDecoding
import Synchronization
import Wording

/// The last lines of containers, and what could not be read of them.
package struct LogReadings: Equatable, Sendable {
    private var unsorted: [ContainerLog] = []
    fileprivate var refusals: [String: String] = [:]
    fileprivate var failures: [String] = []

    package init() {}

    /// What was fetched, in the order of namespaces, pods and containers.
    package var logs: [ContainerLog] {
        unsorted.sorted {
            ($0.namespace, $0.pod, $0.container, $0.isPrevious ? 0 : 1)
                < ($1.namespace, $1.pod, $1.container, $1.isPrevious ? 0 : 1)
        }
    }

    fileprivate mutating func add(_ log: ContainerLog) { unsorted.append(log) }

    /// Adds what was read of other containers.
    package mutating func add(_ other: LogReadings) {
        unsorted += other.unsorted
        refusals.merge(other.refusals) { first, _ in first }
        failures += other.failures
    }

    /// What could not be fetched.
    package var gaps: [Gap] {
        let failures = failures.sorted()
        var gaps = refusals.keys.sorted().map { namespace in
            Gap(
                code: .accessForbidden,
                detail: "Logs in namespace \(namespace) may not be read. Grant the right to "
                    + AccessRule.readingLogs.phrase(namespace: namespace) + ".", missing: [.containerLogs])
        }
        if let first = failures.first {
            let many = failures.count == 1 ? "A log was" : "\(failures.count) logs were"
            gaps.append(
                Gap(
                    code: .collectorError, detail: "\(many) not read: \(first)".escapedForOneLine,
                    missing: [.containerLogs]))
        }
        return gaps
    }
}

/// Fetches the last lines of failing containers.
package final class LogCollection: Sendable {
    private static let mostLines = 200
    private static let mostBytes = 256 << 10
    /// How long a log may take: what is written faster than it is read has no end.
    private static let longest = Duration.seconds(20)

    private let client: APIClient
    private let state = Mutex(LogReadings())

    package init(client: APIClient) { self.client = client }

    /// What was read so far.
    package var readings: LogReadings { state.withLock { $0 } }

    /// Adds the jobs that fetch the logs of `container`.
    package func fetch(_ container: FailingContainer, with jobs: JobQueue) {
        if container.hasPrevious { jobs.add { [self] in fetch(container, isPrevious: true) } }
        if container.hasPresent { jobs.add { [self] in fetch(container, isPrevious: false) } }
    }

    private func fetch(_ container: FailingContainer, isPrevious: Bool) {
        if state.withLock({ $0.refusals[container.namespace] != nil }) { return }
        var query = [
            APIRequest.QueryItem("container", container.container), .init("tailLines", "\(Self.mostLines)"),
            .init("limitBytes", "\(Self.mostBytes)"),
        ]
        if isPrevious { query.append(.init("previous", "true")) }
        let request = APIRequest(
            "/api/v1/namespaces/\(container.namespace)/pods/\(container.pod)/log", query, accept: "*/*")
        do throws(ClientError) {
            let bytes = try client.get(request, mostAttempts: 2, within: Self.longest) {
                (response) throws(ClientError) in
                // A server that knows no `limitBytes` may send a log without end.
                try response.firstBytes(Self.mostBytes)
            }
            let log = ContainerLog(
                namespace: container.namespace, pod: container.pod, container: container.container,
                isPrevious: isPrevious, lines: Self.lines(of: bytes))
            if !log.lines.isEmpty { state.withLock { $0.add(log) } }
        } catch {
            note(error, of: container)
        }
    }

    private func note(_ error: ClientError, of container: FailingContainer) {
        state.withLock { state in
            switch error {
            case .forbidden(_, let message): state.refusals[container.namespace] = message
            // The container is gone, or its node keeps no log of it (any more): as good as an empty one.
            case .notFound, .refused(_, 400, _), .cancelled: break
            default: state.failures.append("\(error)")
            }
        }
    }

    private static func lines(of bytes: [UInt8]) -> [String] {
        var tail = LogTail()
        var lines = LineSplitter()
        try? lines.split(MemoryByteStream(bytes)) { tail.add($0) }
        return tail.lines
    }
}
