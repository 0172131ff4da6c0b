/// Why a text is no quantity.
public enum QuantityError: Error, Equatable, Sendable {
    /// The text has not the form number + suffix.
    case malformed
    /// The suffix is none that Kubernetes knows.
    case unknownSuffix
}

extension Quantity {
    /// Reads a quantity by the grammar of `ParseQuantity` (`apimachinery/pkg/api/resource/quantity.go`).
    ///
    /// - Throws: ``QuantityError`` for what Kubernetes refuses too.
    public init(parsing text: some StringProtocol) throws(QuantityError) {
        var copy = String(text)
        let parsed = copy.withUTF8 { bytes in Self.parse(bytes) }
        self = try parsed.get()
    }

    /// Reads a quantity from UTF-8 bytes without making a `String` of them.
    ///
    /// - Throws: ``QuantityError`` for what Kubernetes refuses too.
    public init(utf8 bytes: UnsafeBufferPointer<UInt8>) throws(QuantityError) {
        self = try Self.parse(bytes).get()
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Quantity, QuantityError> {
        if bytes.isEmpty { return .failure(.malformed) }
        var scanner = QuantityScanner(bytes: bytes)
        let number = scanner.scanNumber()
        guard let suffix = scanner.scanSuffix() else { return .failure(.unknownSuffix) }
        let nano = number.nanoUnits(scaledBy: suffix)
        var format = suffix.format
        var capped = nano
        if format == .binarySI {
            // Kubernetes caps binary amounts at 2⁶³ − 1, and prints fractions below one in decimal.
            capped = min(max(nano, -QuantityScanner.greatest), QuantityScanner.greatest)
            if capped.magnitude < UInt128(nanoPerUnit), capped != 0 { format = .decimalSI }
        }
        return .success(Quantity(nanoUnits: capped, format: format))
    }
}

/// A suffix taken apart: the amount is number × 2^binaryExponent × 10^decimalExponent.
struct QuantitySuffix {
    var decimalExponent = 0
    var binaryExponent = 0
    var format = Quantity.Format.decimalSI
}

/// A number as it was written: `digits` with `fractionDigits` of them behind the point.
struct QuantityNumber {
    var isNegative = false
    var digits: UInt128 = 0
    var fractionDigits = 0
    /// Digits too fine to hold were dropped, at least one of them not zero.
    var hasDroppedFraction = false
    /// Digits before the point that could not be held.
    var isTooLarge = false

    /// The amount in 10⁻⁹ units, rounded away from zero, held at the ends of the range (±1.7 × 10²⁹ units).
    func nanoUnits(scaledBy suffix: QuantitySuffix) -> Int128 {
        let magnitude = magnitude(scaledBy: suffix) ?? Int128.max
        return isNegative ? -magnitude : magnitude
    }

    private func magnitude(scaledBy suffix: QuantitySuffix) -> Int128? {
        if isTooLarge { return nil }
        if digits == 0, !hasDroppedFraction { return 0 }
        var value = digits
        if suffix.binaryExponent > 0 {
            let (product, overflow) = value.multipliedReportingOverflow(
                by: UInt128(1) << UInt128(suffix.binaryExponent))
            if overflow { return nil }
            value = product
        }
        var exponent = 9 + suffix.decimalExponent - fractionDigits
        var isInexact = hasDroppedFraction
        while exponent > 0 {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
            exponent -= 1
        }
        while exponent < 0, value > 0 {
            let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
            isInexact = isInexact || remainder != 0
            value = quotient
            exponent += 1
        }
        if isInexact {
            let (next, overflow) = value.addingReportingOverflow(1)
            if overflow { return nil }
            value = next
        }
        return Int128(exactly: value)
    }
}

/// Walks the bytes of a quantity from left to right.
struct QuantityScanner {
    static let greatest = Int128(Int64.max) * Quantity.nanoPerUnit

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The number before the suffix. None at all counts as zero: Kubernetes reads `Ki`, `.` and `-` as 0 too.
    mutating func scanNumber() -> QuantityNumber {
        var number = QuantityNumber()
        if current == UInt8(ascii: "-") || current == UInt8(ascii: "+") {
            number.isNegative = current == UInt8(ascii: "-")
            position += 1
        }
        scanDigits(into: &number, areFraction: false)
        if current == UInt8(ascii: ".") {
            position += 1
            scanDigits(into: &number, areFraction: true)
        }
        return number
    }

    private mutating func scanDigits(into number: inout QuantityNumber, areFraction: Bool) {
        while let byte = current, byte >= 0x30, byte <= 0x39 {
            position += 1
            let digit = UInt128(byte &- 0x30)
            let (tens, overflow) = number.digits.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(digit)
            if overflow || carry {
                if areFraction {
                    number.hasDroppedFraction = number.hasDroppedFraction || digit != 0
                } else {
                    number.isTooLarge = true
                }
            } else {
                number.digits = sum
                if areFraction { number.fractionDigits += 1 }
            }
        }
    }

    /// The suffix up to the end of the text; nil when Kubernetes has none such.
    mutating func scanSuffix() -> QuantitySuffix? {
        let rest = bytes[position...]
        guard let first = rest.first else { return QuantitySuffix() }
        if rest.count == 1 {
            switch first {
            case UInt8(ascii: "n"): return QuantitySuffix(decimalExponent: -9)
            case UInt8(ascii: "u"): return QuantitySuffix(decimalExponent: -6)
            case UInt8(ascii: "m"): return QuantitySuffix(decimalExponent: -3)
            case UInt8(ascii: "k"): return QuantitySuffix(decimalExponent: 3)
            case UInt8(ascii: "M"): return QuantitySuffix(decimalExponent: 6)
            case UInt8(ascii: "G"): return QuantitySuffix(decimalExponent: 9)
            case UInt8(ascii: "T"): return QuantitySuffix(decimalExponent: 12)
            case UInt8(ascii: "P"): return QuantitySuffix(decimalExponent: 15)
            case UInt8(ascii: "E"): return QuantitySuffix(decimalExponent: 18)
            default: return nil
            }
        }
        if rest.count == 2, rest.last == UInt8(ascii: "i") {
            let binary: [UInt8: Int] = [0x4B: 10, 0x4D: 20, 0x47: 30, 0x54: 40, 0x50: 50, 0x45: 60]
            guard let exponent = binary[first] else { return nil }
            return QuantitySuffix(binaryExponent: exponent, format: .binarySI)
        }
        guard first == UInt8(ascii: "e") || first == UInt8(ascii: "E") else { return nil }
        guard let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) else { return nil }
        // Beyond this nothing can be held, and nothing smaller be told from the smallest amount.
        let held = min(max(exponent, -64), 64)
        return QuantitySuffix(decimalExponent: held, format: .decimalExponent)
    }
}
