import ByteStreams
import ClusterSnapshot
import KubernetesClient
import ObjectDecoding
import Synchronization
import Wording

/// Fetches the last lines of failing containers.
final class LogCollection: Sendable {
    private static let mostLines = 200
    private static let mostBytes = 256 << 10
    /// How long a log may take: what is written faster than it is read has no end.
    private static let longest = Duration.seconds(20)

    private struct State: Sendable {
        var logs: [ContainerLog] = []
        var refusals: [String: String] = [:]
        var failures: [String] = []
    }

    private let client: APIClient
    private let state = Mutex(State())

    init(client: APIClient) { self.client = client }

    /// What was fetched, in the order of namespaces, pods and containers.
    var logs: [ContainerLog] {
        state.withLock { $0.logs }.sorted {
            ($0.namespace, $0.pod, $0.container, $0.isPrevious ? 0 : 1)
                < ($1.namespace, $1.pod, $1.container, $1.isPrevious ? 0 : 1)
        }
    }

    /// What could not be fetched.
    var gaps: [Gap] {
        let (refusals, failures) = state.withLock { ($0.refusals, $0.failures.sorted()) }
        var gaps = refusals.keys.sorted().map { namespace in
            Gap(
                code: .accessForbidden,
                detail: "The logs in the namespace \(namespace) may not be read. A rule that allows it: "
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

    /// Adds the jobs that fetch the logs of `container`.
    func fetch(_ container: FailingContainer, with jobs: JobQueue) {
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
            if !log.lines.isEmpty { state.withLock { $0.logs.append(log) } }
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
