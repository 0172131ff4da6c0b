/// A share of something, from nothing to all of it: `15%`.
public struct Percentage: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// From 0 to 1.
    private let share: Double

    private init?(share: Double) {
        // What is no number compares false, too.
        guard share >= 0, share <= 1 else { return nil }
        self.share = share
    }

    /// Reads `15%` or `7.5%`; nil for anything else, and for shares that the kubelet refuses in its thresholds
    /// (`pkg/kubelet/eviction/api`, `ParseThresholdConfig`): below nothing, above all, `inf%`, `nan%`.
    public init?(_ text: String) {
        guard text.last == "%", let percent = Double(text.dropLast()) else { return nil }
        self.init(share: percent / 100)
    }

    /// The share that `part` is of `whole`; nil where it is none: of nothing, or more than all.
    public init?(_ part: WholeNumber, of whole: WholeNumber) {
        guard whole > 0 else { return nil }
        self.init(share: Double(part) / Double(whole))
    }

    /// This share of `whole`, rounded.
    public func of(_ whole: WholeNumber) -> WholeNumber { WholeNumber(rounding: Double(whole) * share) ?? 0 }

    /// Compares the shares.
    public static func < (left: Percentage, right: Percentage) -> Bool { left.share < right.share }

    /// In whole percent: `15%`.
    public var description: String { "\(of(100))%" }
}
