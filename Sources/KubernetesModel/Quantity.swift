/// An amount of a resource: `100m`, `1.5Gi`, `129e6`.
///
/// Held exactly, as a count of 10⁻⁹ units, which is the finest that Kubernetes keeps
/// (`apimachinery/pkg/api/resource`, `ParseQuantity`): finer fractions round away from zero there, and here.
public struct Quantity: Sendable {
    /// How the amount was written, and so how it is printed back.
    public enum Format: UInt8, Sendable {
        case decimalSI
        case binarySI
        case decimalExponent
    }

    /// The amount in 10⁻⁹ units: bytes × 10⁹ for memory, cores × 10⁹ for cpu. Arithmetic belongs to `Quantity`.
    let nanoUnits: Int128
    /// How the amount was written.
    public var format: Format

    /// An amount of `nanoUnits` × 10⁻⁹, printed in `format`.
    init(nanoUnits: Int128, format: Format = .decimalSI) {
        self.nanoUnits = nanoUnits
        self.format = format
    }

    /// An amount of whole units: bytes of memory, cores of cpu, pods.
    public init(units: WholeNumber, format: Format = .decimalSI) {
        self.init(nanoUnits: Int128(units.int64) * Self.nanoPerUnit, format: format)
    }

    /// An amount of thousandths: millicores.
    public init(milliUnits: WholeNumber, format: Format = .decimalSI) {
        self.init(nanoUnits: Int128(milliUnits.int64) * 1_000_000, format: format)
    }

    /// Nothing of a resource.
    public static let zero = Quantity(nanoUnits: 0)

    static let nanoPerUnit: Int128 = 1_000_000_000

    /// Whether the amount is zero.
    public var isZero: Bool { nanoUnits == 0 }

    /// Whether the amount is below zero.
    public var isNegative: Bool { nanoUnits < 0 }

    /// Whether the amount has no fraction of a unit.
    public var isWhole: Bool { isMultiple(of: Quantity(units: 1)) }

    /// The amount in whole units, rounded up (`Quantity.Value`), held within `Int64`.
    public var units: WholeNumber { Self.roundedUp(nanoUnits, to: Self.nanoPerUnit) }

    /// The amount in thousandths, rounded up (`Quantity.MilliValue`), held within `Int64`.
    public var milliUnits: WholeNumber { Self.roundedUp(nanoUnits, to: 1_000_000) }

    private static func roundedUp(_ value: Int128, to step: Int128) -> WholeNumber {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: step)
        // Away from zero, as inf.RoundUp does.
        return WholeNumber(quotient + remainder.signum())
    }
}

extension Quantity: Hashable, Comparable {
    /// Compares the amounts: `1Gi` equals `1024Mi`.
    public static func == (left: Quantity, right: Quantity) -> Bool { left.nanoUnits == right.nanoUnits }
    /// Compares the amounts, whatever their notation.
    public static func < (left: Quantity, right: Quantity) -> Bool { left.nanoUnits < right.nanoUnits }
    /// Hashes the amount alone, as equality compares.
    public func hash(into hasher: inout Hasher) { hasher.combine(nanoUnits) }
}

extension Quantity {
    /// The sum, in the left side's notation unless that is zero; held at the ends of the range.
    public static func + (left: Quantity, right: Quantity) -> Quantity {
        let (sum, overflow) = left.nanoUnits.addingReportingOverflow(right.nanoUnits)
        let limit: Int128 = right.nanoUnits < 0 ? .min : .max
        return Quantity(nanoUnits: overflow ? limit : sum, format: left.isZero ? right.format : left.format)
    }

    /// The difference, in the left side's notation unless that is zero; held at the ends of the range.
    public static func - (left: Quantity, right: Quantity) -> Quantity {
        let (difference, overflow) = left.nanoUnits.subtractingReportingOverflow(right.nanoUnits)
        let limit: Int128 = right.nanoUnits > 0 ? .min : .max
        return Quantity(nanoUnits: overflow ? limit : difference, format: left.isZero ? right.format : left.format)
    }

    /// So many times the amount, held at the ends of the range.
    public static func * (left: Quantity, right: WholeNumber) -> Quantity {
        left.multiplied(by: Int128(right.int64))
    }

    func multiplied(by factor: Int128) -> Quantity {
        let (product, overflow) = nanoUnits.multipliedReportingOverflow(by: factor)
        let limit: Int128 = (nanoUnits < 0) == (factor < 0) ? .max : .min
        return Quantity(nanoUnits: overflow ? limit : product, format: format)
    }

    /// An equal part of the amount, rounded towards zero; all of it where there is nothing to divide it among.
    public static func / (left: Quantity, right: WholeNumber) -> Quantity {
        if right == 0 { return left }
        let (quotient, overflow) = left.nanoUnits.dividedReportingOverflow(by: Int128(right.int64))
        return Quantity(nanoUnits: overflow ? .max : quotient, format: left.format)
    }

    /// So many hundredths of the amount: 150 is half as much again.
    public func percent(_ share: WholeNumber) -> Quantity {
        self / 100 * share + Quantity(nanoUnits: nanoUnits % 100, format: format) * share / 100
    }

    /// How many hundredths of `whole` the amount is, rounded down; all that can be held where that is nothing.
    public func percent(of whole: Quantity) -> WholeNumber {
        if whole.isZero { return isZero ? 0 : self < .zero ? .min : .max }
        let (product, overflow) = nanoUnits.multipliedReportingOverflow(by: 100)
        // Where a hundredfold cannot be held, the last digits of the whole do not matter, unless it has no others.
        let hundredth = whole.nanoUnits / 100
        if overflow, hundredth == 0 { return (nanoUnits < 0) == (whole.nanoUnits < 0) ? .max : .min }
        let (amount, divisor) = overflow ? (nanoUnits, hundredth) : (product, whole.nanoUnits)
        return WholeNumber(amount.dividedReportingOverflow(by: divisor).partialValue)
    }

    /// How many whole `unit`s the amount contains; none where the unit is nothing.
    public func count(of unit: Quantity) -> WholeNumber {
        unit.isZero ? 0 : WholeNumber(nanoUnits.dividedReportingOverflow(by: unit.nanoUnits).partialValue)
    }

    /// Whether the amount is a whole number of `unit`s.
    public func isMultiple(of unit: Quantity) -> Bool {
        unit.isZero ? isZero : nanoUnits.remainderReportingOverflow(dividingBy: unit.nanoUnits).partialValue == 0
    }

    /// The amount in whole `unit`s, rounded towards zero, printed in the unit's notation.
    public func rounded(to unit: Quantity) -> Quantity {
        if unit.isZero { return self }
        let rest = nanoUnits.remainderReportingOverflow(dividingBy: unit.nanoUnits).partialValue
        return Quantity(nanoUnits: nanoUnits - rest, format: unit.format)
    }
}
