/// How often and after how long a failed request is sent again.
public struct RetryPolicy: Sendable {
    /// How often a request is sent at most.
    public var mostAttempts = 5
    /// The first pause; each further one is twice as long.
    public var firstPause = Duration.milliseconds(200)
    /// Pauses double up to this, unless the server asks for more.
    public var longestPause = Duration.seconds(10)
    /// The longest pause that a server may ask for with `Retry-After`.
    public var longestAskedPause = Duration.seconds(60)

    /// One that suits most clusters.
    public init() {}

    /// Whether it is right to send a request again after this failure. `hasConnected` tells whether the server has ever
    /// answered: one that never did is rather absent than busy.
    func retries(after error: ClientError, hasConnected: Bool) -> Bool {
        switch error {
        case .connectionLost: return true
        case .unreachable: return hasConnected
        // A server that was silent this long is asked once more by whoever runs the program.
        case .timedOut(_, _, let wait): return hasConnected && wait == .data
        case .refused(_, let status, _): return status == 429 || [500, 502, 503, 504].contains(status)
        default: return false
        }
    }

    /// The pause before the attempt after `attempt` ones: half of it by chance, so that clients do not come all at once.
    func pause(afterAttempts attempts: Int, asked: Duration?) -> Duration {
        let doubled = firstPause * (1 << min(max(attempts - 1, 0), 20))
        let pause = min(doubled, longestPause)
        let jittered = pause / 2 + pause / 2 * Double.random(in: 0...1)
        guard let asked else { return jittered }
        return max(jittered, min(asked, longestAskedPause))
    }
}
