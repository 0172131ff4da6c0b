/// How long one request may take, in kubectl's notation: `0` (no limit), `30` (seconds), `1m30s`, `1.5h`, `500ms`.
public struct RequestTimeout: Equatable, Sendable {
    /// Nil for no limit.
    public var duration: Duration?

    /// A limit; nil for none.
    public init(_ duration: Duration?) { self.duration = duration }

    /// Reads what `--request-timeout` takes (client-go's `ParseTimeout`); nil for anything else and for what is
    /// negative.
    public init?(_ text: String) {
        if let seconds = Int64(text), !text.hasPrefix("-"), seconds <= Self.mostSeconds {
            duration = seconds == 0 ? nil : .seconds(seconds)
            return
        }
        guard let nanoseconds = Self.nanoseconds(text) else { return nil }
        duration = nanoseconds == 0 ? nil : .nanoseconds(nanoseconds)
    }

    /// As many as Go's durations can hold.
    private static let mostSeconds = Int64.max / 1_000_000_000

    /// The longer of two that begin alike comes first.
    private static let units: [(String, Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]

    /// Go's `time.ParseDuration`, without signs.
    private static func nanoseconds(_ text: String) -> Int64? {
        var rest = text[...]
        var total = 0.0
        if rest.isEmpty { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
            rest = rest.dropFirst(number.count)
            let padded = number.hasPrefix(".") ? "0\(number)" : "\(number)"
            guard number != ".", let value = Double(padded.hasSuffix(".") ? padded + "0" : padded),
                let unit = units.first(where: { rest.hasPrefix($0.0) })
            else { return nil }
            rest = rest.dropFirst(unit.0.count)
            total += value * unit.1
        }
        return total < Double(Int64.max) ? Int64(total.rounded()) : nil
    }
}
