import Testing

@testable import KubernetesModel

@Suite("Arithmetic on quantities")
struct QuantityArithmeticTests {
    private static let texts = [
        "0", "1", "-1", "100m", "1n", "-1n", "64Mi", "9E", "8Ei", "-9E", "1e29", "-1e29", "1e60", "-1e60",
        "340282366920938463463374607431768211455.5n", "340282366920938463463374607431768211455", "1e-60",
    ]
    private static let factors: [WholeNumber] = [.min, -100, -1, 0, 1, 2, 100, .max]

    @Test(arguments: texts, texts)
    func `No operation on two amounts traps`(left: String, right: String) throws {
        let (one, other) = (try Quantity(parsing: left), try Quantity(parsing: right))
        #expect((one + other).nanoUnits.signum() == Self.signum(one, other, +))
        #expect((one - other).nanoUnits.signum() == Self.signum(one, other, -))
        _ = one.percent(of: other)
        _ = one.count(of: other)
        _ = one.isMultiple(of: other)
        #expect(one.rounded(to: other).nanoUnits.magnitude <= one.nanoUnits.magnitude)
    }

    private static func signum(_ one: Quantity, _ other: Quantity, _ operation: (Double, Double) -> Double) -> Int128 {
        let (left, right) = (Double(one.nanoUnits), Double(other.nanoUnits))
        let result = operation(left, right)
        return result > 0 ? 1 : result < 0 ? -1 : 0
    }

    @Test(arguments: texts, factors)
    func `No operation on an amount and a number traps`(text: String, factor: WholeNumber) throws {
        let amount = try Quantity(parsing: text)
        _ = amount * factor
        _ = amount / factor
        _ = amount.percent(factor)
        for resource in ["cpu", "memory", "nvidia.com/gpu"] {
            #expect(!amount.readable(for: resource).isEmpty)
            _ = amount.readableAmount(for: resource)
        }
        _ = (amount.units, amount.milliUnits, amount.description)
    }

    @Test(
        arguments: [
            ("64Mi", 150, "96Mi"), ("100m", 150, "150m"), ("9E", 200, "18E"), ("1", 33, "330m"), ("3n", 50, "1n"),
            ("-64Mi", 150, "-96Mi"), ("1e30", 100, "170141183460469231731687303715884105727e-9"),
        ] as [(String, WholeNumber, String)])
    func `Percent of an amount`(text: String, share: WholeNumber, expected: String) throws {
        #expect(try Quantity(parsing: text).percent(share).description == expected)
    }

    @Test(
        arguments: [
            ("250m", "250m"), ("2", "2"), ("999999", "999999"), ("1000000", "1M"), ("9E", "9E"),
            ("9223372036854775807m", "9.2P"),
            ("-9E", "-9E"), ("1e29", "100000000000E"),
        ])
    func `Cores that no machine has are short to read`(text: String, expected: String) throws {
        let amount = try Quantity(parsing: text)
        #expect(amount.readable(for: "cpu") == expected)
        #expect(try amount.readableAmount(for: "cpu") == Quantity(parsing: expected))
    }

    @Test(
        arguments: [
            ("4", "cpu", true), ("9E", "cpu", false), ("0", "cpu", false), ("-1", "cpu", false),
            ("32Ti", "memory", true),
            ("8Ei", "memory", false), ("1e29", "ephemeral-storage", false), ("2Ti", "ephemeral-storage", true),
            ("8", "nvidia.com/gpu", true), ("9E", "nvidia.com/gpu", false), ("110", "pods", true),
        ] as [(String, String, Bool)])
    func `What no machine has is not plausible`(text: String, resource: String, isPlausible: Bool) throws {
        #expect(try Quantity(parsing: text).isPlausible(of: resource) == isPlausible)
    }

    @Test(
        arguments: [
            ("32Mi", "64Mi", 50), ("1", "3", 33), ("9E", "9E", 100), ("1e29", "1n", .max), ("-1e29", "1n", .min),
            ("1e29", "1e29", 100), ("1", "0", .max), ("0", "0", 0), ("-1", "0", .min), ("1e29", "5e28", 200),
        ] as [(String, String, WholeNumber)])
    func `Percent that an amount is of another`(part: String, whole: String, expected: WholeNumber) throws {
        #expect(try Quantity(parsing: part).percent(of: Quantity(parsing: whole)) == expected)
    }
}
