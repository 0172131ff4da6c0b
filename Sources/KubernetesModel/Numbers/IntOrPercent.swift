/// A number or a share of something, as in `maxUnavailable: 10%` (`intstr.IntOrString`).
public enum IntOrPercent: Hashable, Sendable, CustomStringConvertible {
    case number(WholeNumber)
    case percent(WholeNumber)

    /// Reads `3` or `10%`; nil for anything else.
    public init?(_ text: String) {
        if text.last == "%", let share = WholeNumber(text.dropLast()) {
            self = .percent(share)
        } else if let number = WholeNumber(text) {
            self = .number(number)
        } else {
            return nil
        }
    }

    /// The count that this is out of `total`, shares rounded up
    /// (`intstr.GetScaledValueFromIntOrPercent` with `roundUp`); held within 32 bits, as counts are.
    public func scaled(of total: Int) -> Int {
        switch self {
        case .number(let value): return Int(value.heldTo32Bits)
        case .percent(let share): return Int(((share * WholeNumber(total) + 99) / 100).heldTo32Bits)
        }
    }

    /// `3` or `10%`, as in a manifest.
    public var description: String {
        switch self {
        case .number(let value): return "\(value)"
        case .percent(let share): return "\(share)%"
        }
    }
}
