/// A whole number from a cluster: a count, seconds, bytes, a priority, a port, an exit code.
///
/// Whoever writes to a cluster chooses its numbers, so arithmetic on them cannot trap: results that do not fit are held
/// at the ends of `Int64`, and what is divided by zero is held there too. `Int` stays the type of what is counted in
/// memory: elements, positions.
@frozen
public struct WholeNumber: Hashable, Sendable {
    /// The number as the machine holds it. Arithmetic belongs to `WholeNumber`.
    public let int64: Int64

    /// The number `value`.
    @inlinable
    public init(_ value: Int64) { int64 = value }

    /// The number `value`, held within `Int64`.
    @inlinable
    public init(_ value: some BinaryInteger) { int64 = Int64(clamping: value) }

    /// The nearest whole number, held within `Int64`; nil for what is no number.
    public init?(rounding value: Double) {
        if value.isNaN { return nil }
        let rounded = value.rounded()
        // 2⁶³ is the first that does not fit; the least number is −2⁶³ itself.
        self.init(Int64(exactly: rounded) ?? (rounded < 0 ? .min : .max))
    }

    /// The greatest number that is held.
    public static let max = WholeNumber(Int64.max)
    /// The least number that is held.
    public static let min = WholeNumber(Int64.min)

    /// 2²⁰, as bytes.
    public static let mebibyte = WholeNumber(1_048_576 as Int64)
    /// 2³⁰, as bytes.
    public static let gibibyte = WholeNumber(1_073_741_824 as Int64)

    /// The nearest number that the API can write in 32 bits: counts, ports, priorities.
    public var heldTo32Bits: WholeNumber { WholeNumber(Int64(Int32(clamping: int64))) }
}

extension WholeNumber: Comparable, ExpressibleByIntegerLiteral {
    /// Reads a number in code.
    @inlinable
    public init(integerLiteral value: Int64) { int64 = value }

    /// Compares the numbers.
    @inlinable
    public static func < (left: WholeNumber, right: WholeNumber) -> Bool { left.int64 < right.int64 }
}

extension WholeNumber: SignedNumeric {
    /// The number `source` if it fits.
    @inlinable
    public init?(exactly source: some BinaryInteger) {
        guard let value = Int64(exactly: source) else { return nil }
        int64 = value
    }

    /// The distance from zero; that of the least number is held at the greatest.
    @inlinable
    public var magnitude: WholeNumber { int64 < 0 ? 0 - self : self }

    /// The sum, held within `Int64`.
    @inlinable
    public static func + (left: WholeNumber, right: WholeNumber) -> WholeNumber {
        let (sum, overflow) = left.int64.addingReportingOverflow(right.int64)
        return overflow ? end(right.int64 < 0) : WholeNumber(sum)
    }

    /// The difference, held within `Int64`.
    @inlinable
    public static func - (left: WholeNumber, right: WholeNumber) -> WholeNumber {
        let (difference, overflow) = left.int64.subtractingReportingOverflow(right.int64)
        return overflow ? end(right.int64 > 0) : WholeNumber(difference)
    }

    /// The product, held within `Int64`.
    @inlinable
    public static func * (left: WholeNumber, right: WholeNumber) -> WholeNumber {
        let (product, overflow) = left.int64.multipliedReportingOverflow(by: right.int64)
        return overflow ? end((left.int64 < 0) != (right.int64 < 0)) : WholeNumber(product)
    }

    /// Multiplies, held within `Int64`.
    @inlinable
    public static func *= (left: inout WholeNumber, right: WholeNumber) { left = left * right }

    /// The negated number, held within `Int64`.
    @inlinable
    public static prefix func - (number: WholeNumber) -> WholeNumber { 0 - number }

    /// The quotient, rounded towards zero, held within `Int64`: that of a number and zero has the number's sign.
    @inlinable
    public static func / (left: WholeNumber, right: WholeNumber) -> WholeNumber {
        if right == 0 { return left == 0 ? 0 : end(left.int64 < 0) }
        let (quotient, overflow) = left.int64.dividedReportingOverflow(by: right.int64)
        return overflow ? .max : WholeNumber(quotient)
    }

    /// The rest of a division; none of one by zero.
    @inlinable
    public static func % (left: WholeNumber, right: WholeNumber) -> WholeNumber {
        if right == 0 { return 0 }
        return WholeNumber(left.int64.remainderReportingOverflow(dividingBy: right.int64).partialValue)
    }

    /// The least multiple of `step` that is not below the number; the greatest number where that cannot be held.
    public func roundedUp(to step: WholeNumber) -> WholeNumber {
        guard step > 0, self % step != 0 else { return self }
        return (self / step + (self > 0 ? 1 : 0)) * step
    }

    /// So many times doubled, held within `Int64`.
    @inlinable
    public static func << (left: WholeNumber, doublings: Int) -> WholeNumber {
        left == 0 ? 0 : left * (0..<63 ~= doublings ? WholeNumber(1 << Int64(doublings)) : .max)
    }

    @inlinable
    static func end(_ isLeast: Bool) -> WholeNumber { isLeast ? .min : .max }
}

extension WholeNumber: LosslessStringConvertible {
    /// Reads decimal digits with a sign or without; nil for anything else and for what does not fit.
    public init?(_ text: String) { self.init(text[...]) }

    /// Reads decimal digits with a sign or without; nil for anything else and for what does not fit.
    public init?(_ text: some StringProtocol) {
        guard let value = Int64(text) else { return nil }
        int64 = value
    }

    /// Decimal digits.
    public var description: String { String(int64) }
}

extension Int {
    /// The number as a count of things in memory, held within `Int`.
    @inlinable
    public init(_ number: WholeNumber) { self.init(clamping: number.int64) }
}

extension Double {
    /// The nearest floating-point number.
    @inlinable
    public init(_ number: WholeNumber) { self.init(number.int64) }
}
