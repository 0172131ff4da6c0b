/// How often and after how long a failed request is sent again.
public struct RetryPolicy: Sendable {
    /// How often a request is sent at most.
    public var mostAttempts = 5
    /// The first pause; each further one is twice as long.
    public var firstPause = Duration.milliseconds(200)
    /// Pauses double up to this, unless the server asks for more.
    public var longestPause = Duration.seconds(10)
    /// The longest pause that a server may ask for with `Retry-After`: one that asks for more is not waited for.
    public var longestAskedPause = Duration.seconds(30)
    /// How long all pauses of a request may be together.
    public var longestWait = Duration.seconds(60)
    /// How often a server may be silent, a request: each time takes as long as the deadline for silence.
    public var mostSilences = 2
    /// How many requests may fail in a row for want of an answer until no other one is sent.
    public var mostFailuresInRow = 4

    /// One that suits most clusters.
    public init() {}

    /// Whether it is right to send a request again after this failure. `hasConnected` tells whether the server has ever
    /// answered: one that never did is rather absent than busy.
    func retries(after error: ClientError, silences: Int, hasConnected: Bool) -> Bool {
        switch error {
        case .connectionLost: return true
        case .unreachable: return hasConnected
        // A server that was silent this long is asked once more by whoever runs the program.
        case .timedOut(_, _, let wait): return hasConnected && wait == .data && silences < mostSilences
        case .refused(_, let status, _): return status == 429 || [500, 502, 503, 504].contains(status)
        default: return false
        }
    }

    /// The pause that a `Retry-After` header or a Status asks for, at most a year. The header may hold a date, too (RFC
    /// 9110), for which pauses are as usual.
    static func askedSeconds(_ header: String?, _ status: Int?) -> Int? {
        let year = 365 * 24 * 3600
        let isNumber = header.map { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } } ?? false
        let asked = isNumber ? header.map { Int($0) ?? year } : status
        return asked.flatMap { $0 < 0 ? nil : min($0, year) }
    }

    /// The pause before the attempt after `attempt` ones: half of it by chance, so that clients do not come all at once.
    /// Nil when the server asks for more than is waited.
    func pause(afterAttempts attempts: Int, asked: Duration?) -> Duration? {
        let doubled = firstPause * (1 << min(max(attempts - 1, 0), 20))
        let pause = min(doubled, longestPause)
        let jittered = pause / 2 + pause / 2 * Double.random(in: 0...1)
        guard let asked else { return jittered }
        return asked > longestAskedPause ? nil : max(jittered, asked)
    }
}
