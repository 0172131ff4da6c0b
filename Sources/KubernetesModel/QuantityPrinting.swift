extension Quantity: CustomStringConvertible {
    /// The canonical form that Kubernetes itself prints (`Quantity.CanonicalizeBytes`).
    public var description: String {
        if isZero { return "0" }
        if format == .binarySI, let binary = canonicalBinary { return binary }
        return canonicalDecimal
    }

    /// With a binary suffix; nil for fractions and what is below 1024, which Kubernetes prints in decimal.
    private var canonicalBinary: String? {
        let (whole, remainder) = nanoUnits.quotientAndRemainder(dividingBy: Self.nanoPerUnit)
        if remainder != 0 || whole.magnitude < 1024 { return nil }
        var value = whole
        var step = 0
        while value % 1024 == 0, step < Self.binarySuffixes.count - 1 {
            value /= 1024
            step += 1
        }
        return "\(value)\(Self.binarySuffixes[step])"
    }

    private var canonicalDecimal: String {
        var value = nanoUnits
        var exponent = -9
        while value % 1000 == 0, exponent < 18 {
            value /= 1000
            exponent += 3
        }
        if format == .decimalExponent { return exponent == 0 ? "\(value)" : "\(value)e\(exponent)" }
        return "\(value)\(Self.decimalSuffixes[exponent / 3 + 3])"
    }

    /// The way people read an amount of `resource`: cpu as `250m` or `2`, memory and storage in the
    /// largest binary unit that keeps it within a percent, anything else canonically.
    public func readable(for resource: String) -> String {
        if resource == ResourceName.cpu { return Self.readableCPU(nanoUnits) }
        guard ResourceName.isMeasuredInBytes(resource) else { return description }
        return Self.readableBytes(nanoUnits / Self.nanoPerUnit)
    }

    /// The amount that ``readable(for:)`` writes: rounded where that rounds.
    public func readableAmount(for resource: String) -> Quantity {
        if resource == ResourceName.cpu {
            let (tenths, step) = Self.readableCores(nanoUnits)
            return step == 0 ? rounded(to: Quantity(milliUnits: 1)) : Quantity.tenth(step).multiplied(by: tenths)
        }
        guard ResourceName.isMeasuredInBytes(resource) else { return self }
        let bytes = nanoUnits / Self.nanoPerUnit
        let (tenths, step) = Self.readableTenths(bytes.magnitude)
        let tenth = Quantity(nanoUnits: Self.nanoPerUnit / 10, format: step == 0 ? .decimalSI : .binarySI)
        let count = Int128(tenths << (10 * UInt128(step)))
        return tenth.multiplied(by: bytes < 0 ? -count : count)
    }

    private static func readableCPU(_ nano: Int128) -> String {
        let (tenths, step) = readableCores(nano)
        if step > 0 {
            let fraction = tenths % 10 == 0 ? "" : ".\((tenths % 10).magnitude)"
            return "\(tenths / 10)\(fraction)\(decimalSuffixes[step + 3])"
        }
        let milli = nano / 1_000_000
        return milli % 1000 == 0 ? "\(milli / 1000)" : "\(milli)m"
    }

    /// Cores beyond a million, which no machine has: tenths of 1000 to the power of `step`; step 0 for others.
    private static func readableCores(_ nano: Int128) -> (tenths: Int128, step: Int) {
        var (tenths, step) = (nano / (nanoPerUnit / 10), 0)
        guard tenths.magnitude >= 10_000_000 else { return (tenths, 0) }
        while tenths.magnitude >= 10_000, step < 6 {
            tenths /= 1000
            step += 1
        }
        return (tenths, step)
    }

    /// A tenth of 1000 to the power of `step`.
    private static func tenth(_ step: Int) -> Quantity {
        (0..<step).reduce(Quantity(nanoUnits: nanoPerUnit / 10)) { amount, _ in amount * 1000 }
    }

    private static func readableBytes(_ bytes: Int128) -> String {
        let (tenths, step) = readableTenths(bytes.magnitude)
        let fraction = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
        return "\(bytes < 0 ? "-" : "")\(tenths / 10)\(fraction)\(binarySuffixes[step])"
    }

    /// An amount of bytes as people read it: tenths of a unit of 1024 to the power of `step`.
    private static func readableTenths(_ bytes: UInt128) -> (tenths: UInt128, step: Int) {
        var unit: UInt128 = 1
        var step = 0
        while bytes >= unit * 1024, step < binarySuffixes.count - 1 {
            unit *= 1024
            step += 1
        }
        if bytes % unit == 0 { return (bytes / unit * 10, step) }
        // One decimal where that is within a percent; else the next smaller unit, rounded.
        let tenths = (bytes * 10 + unit / 2) / unit
        let error = tenths * unit > bytes * 10 ? tenths * unit - bytes * 10 : bytes * 10 - tenths * unit
        if error * 100 <= bytes * 10 || step == 1 { return (tenths, step) }
        let smaller = unit / 1024
        return ((bytes + smaller / 2) / smaller * 10, step - 1)
    }

    private static let binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
    private static let decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
}
