import ClusterConfiguration
import Synchronization

/// Asks one API server. Any number of threads may ask at once.
public final class APIClient: Sendable {
    /// The cluster that is asked, and how.
    public let connection: ClusterConnection
    private let deadlines: Deadlines
    private let retryPolicy: RetryPolicy
    private let loop: TransferLoop
    private let stop = Stop()
    private let hasConnected = Atomic(false)
    private let failures = FailureRow()
    /// Told of what is tried again, and why.
    private let onRetry: @Sendable (String) -> Void

    /// A client that keeps at most `mostConnections` connections open.
    ///
    /// - Throws: ``ClientError/outOfMemory``.
    public init(
        _ connection: ClusterConnection, mostConnections: Int = 8, deadlines: Deadlines = Deadlines(),
        retryPolicy: RetryPolicy = RetryPolicy(), onRetry: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(ClientError) {
        self.connection = connection
        var deadlines = deadlines
        if let requestTimeout = connection.requestTimeout {
            deadlines.total = requestTimeout
            deadlines.connecting = min(deadlines.connecting, requestTimeout)
        }
        self.deadlines = deadlines
        self.retryPolicy = retryPolicy
        self.onRetry = onRetry
        loop = try TransferLoop(connection, mostConnections: mostConnections)
    }

    deinit { loop.stop() }

    /// Ends everything: what is under way and what is still asked fails with ``ClientError/cancelled``.
    public func cancel() {
        stop.stop()
        connection.credentials.stop()
        loop.stop()
    }

    /// Whether somebody has cancelled it.
    public var isCancelled: Bool { stop.isStopped }

    /// Asks, and gives the answer to `consume`, from its beginning again where the request had to be sent again.
    ///
    /// It is sent `mostAttempts` times at most, by default as often as the policy allows, and all of them together take no
    /// longer than `within`.
    ///
    /// - Throws: what the server refuses, and what `consume` throws.
    public func get<Result>(
        _ request: APIRequest, mostAttempts: Int? = nil, within: Duration? = nil,
        _ consume: (APIResponse) throws(ClientError) -> Result
    ) throws(ClientError) -> Result {
        let mostAttempts = mostAttempts ?? retryPolicy.mostAttempts
        // A time that was asked for bounds all attempts together.
        let end = [connection.requestTimeout, within].compactMap(\.self).min().map { ContinuousClock.now + $0 }
        var attempts = 0
        var silences = 0
        var waited = Duration.zero
        var hasRenewed = false
        while true {
            try failures.check()
            attempts += 1
            var asked: Duration?
            let credentials = try credentials()
            do throws(ClientError) {
                let result = try send(request, credentials: credentials, until: end, asked: &asked, consume)
                failures.end()
                return result
            } catch {
                if stop.isStopped { throw .cancelled }
                if case .timedOut = error { silences += 1 }
                if case .unauthorized = error, !hasRenewed, connection.credentials.refuse(credentials) {
                    hasRenewed = true
                    attempts -= 1
                    continue
                }
                let isWorthwhile = retryPolicy.retries(
                    after: error, silences: silences, hasConnected: hasConnected.load(ordering: .relaxed))
                guard attempts < mostAttempts, isWorthwhile,
                    let pause = retryPolicy.pause(afterAttempts: attempts, asked: asked),
                    waited + pause <= retryPolicy.longestWait,
                    end.map({ ContinuousClock.now + pause < $0 }) ?? true
                else {
                    failures.note(error, most: retryPolicy.mostFailuresInRow)
                    throw error
                }
                onRetry("\(error)")
                waited += pause
                try stop.sleep(pause)
            }
        }
    }

    private func credentials() throws(ClientError) -> Credentials {
        do throws(ConfigurationError) {
            return try connection.credentials.credentials()
        } catch {
            throw stop.isStopped ? .cancelled : .configuration(error)
        }
    }

    private func send<Result>(
        _ request: APIRequest, credentials: Credentials, until end: ContinuousClock.Instant?, asked: inout Duration?,
        _ consume: (APIResponse) throws(ClientError) -> Result
    ) throws(ClientError) -> Result {
        var deadlines = deadlines
        if let end {
            // Zero would stand for no end.
            deadlines.total = max(.milliseconds(1), end - ContinuousClock.now)
            deadlines.connecting = min(deadlines.connecting, deadlines.total)
        }
        let transfer = loop.start(
            HTTPRequest(
                target: request.target, headers: headers(of: request, credentials: credentials), deadlines: deadlines,
                credentials: credentials))
        // Whatever happens below, nothing of this request stays behind.
        defer { transfer.cancel() }
        let head = try transfer.waitForHead()
        hasConnected.store(true, ordering: .relaxed)
        let response = APIResponse(server: connection.server, head: head, transfer: transfer)
        if head.status == 200 { return try consume(response) }
        throw try failure(of: response, to: request, asked: &asked)
    }

    private func headers(of request: APIRequest, credentials: Credentials) -> [String] {
        var headers = ["Accept: \(request.accept)", "User-Agent: dsdoctor"]
        if let authorization = credentials.authorization { headers.append("Authorization: \(authorization)") }
        let impersonation = connection.impersonation
        if !impersonation.user.isEmpty { headers.append("Impersonate-User: \(impersonation.user)") }
        if !impersonation.uid.isEmpty { headers.append("Impersonate-Uid: \(impersonation.uid)") }
        headers += impersonation.groups.map { "Impersonate-Group: \($0)" }
        for (key, values) in impersonation.extra.sorted(by: { $0.key < $1.key }) {
            headers += values.map { "Impersonate-Extra-\(key.percentEncoded): \($0)" }
        }
        // A line break would begin a header of its own.
        return headers.map { header in header.filter { !$0.isNewline && $0 != "\0" } }
    }

    /// The meaning of an answer that is no success.
    private func failure(
        of response: APIResponse, to request: APIRequest, asked: inout Duration?
    ) throws(ClientError) -> ClientError {
        let head = response.head
        let target = request.shownTarget
        if (300..<400).contains(head.status) {
            return .redirected(server: connection.server, location: head.headers["location"] ?? "nowhere")
        }
        // Of an error that is longer or cut off, what is there will do.
        let body = (try? response.bytes(limit: 64 << 10)) ?? []
        var status = Refusal(body, status: head.status)
        if let seconds = RetryPolicy.askedSeconds(head.headers["retry-after"], status.retryAfterSeconds) {
            asked = .seconds(seconds)
            if .seconds(seconds) > retryPolicy.longestAskedPause {
                status.message += "; it asks to wait \(seconds) s"
            }
        }
        switch head.status {
        case 401: return .unauthorized(server: connection.server, message: status.message)
        case 403: return .forbidden(target: target, message: status.message)
        case 404: return .notFound(target: target, message: status.message)
        case 410: return .expired(target: target, message: status.message)
        default: return .refused(target: target, status: head.status, message: status.message)
        }
    }
}
