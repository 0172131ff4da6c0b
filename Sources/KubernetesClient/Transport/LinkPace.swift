/// How fast answers come: whether the way to a loopback address leads on through a slow tunnel.
struct LinkPace {
    /// Below this many bytes a second, packing is worth its while.
    private static let slow = 20_000_000.0
    /// Fewer bytes tell nothing of a rate.
    private static let fewest = 64 << 10
    /// A small answer that takes longer has come from afar.
    private static let longest = Duration.milliseconds(15)

    private let begin = ContinuousClock.now
    private var first: ContinuousClock.Instant?
    private var count = 0
    private var wasPaused = false

    /// Counts bytes that arrive; `isTaken` is false where nobody takes them yet, and the time is not the link's.
    mutating func arrive(_ bytes: Int, isTaken: Bool) {
        if first == nil { first = ContinuousClock.now }
        if isTaken { count += bytes } else { wasPaused = true }
    }

    /// Whether the link is slow, now that the answer is complete.
    var isSlow: Bool {
        guard let first, !wasPaused else { return false }
        if count < Self.fewest { return first - begin > Self.longest }
        let (seconds, attoseconds) = (ContinuousClock.now - first).components
        let time = Double(seconds) + Double(attoseconds) / 1e18
        return Double(count) / max(time, 1e-6) < Self.slow
    }
}
