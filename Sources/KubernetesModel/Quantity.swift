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

    /// The amount in 10⁻⁹ units: bytes × 10⁹ for memory, cores × 10⁹ for cpu.
    public var nanoUnits: Int128
    /// How the amount was written.
    public var format: Format

    /// An amount of `nanoUnits` × 10⁻⁹, printed in `format`.
    public init(nanoUnits: Int128, format: Format = .decimalSI) {
        self.nanoUnits = nanoUnits
        self.format = format
    }

    /// An amount of whole units: bytes of memory, cores of cpu, pods.
    public init(units: Int64, format: Format = .decimalSI) {
        self.init(nanoUnits: Int128(units) * Self.nanoPerUnit, format: format)
    }

    /// An amount of thousandths: millicores.
    public init(milliUnits: Int64, format: Format = .decimalSI) {
        self.init(nanoUnits: Int128(milliUnits) * 1_000_000, format: format)
    }

    /// Nothing of a resource.
    public static let zero = Quantity(nanoUnits: 0)

    static let nanoPerUnit: Int128 = 1_000_000_000

    /// Whether the amount is zero.
    public var isZero: Bool { nanoUnits == 0 }

    /// The amount in whole units, rounded up (`Quantity.Value`), held within `Int64`.
    public var units: Int64 { Self.roundedUp(nanoUnits, to: Self.nanoPerUnit) }

    /// The amount in thousandths, rounded up (`Quantity.MilliValue`), held within `Int64`.
    public var milliUnits: Int64 { Self.roundedUp(nanoUnits, to: 1_000_000) }

    private static func roundedUp(_ value: Int128, to step: Int128) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: step)
        // Away from zero, as inf.RoundUp does.
        return Int64(clamping: quotient + remainder.signum())
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
}
