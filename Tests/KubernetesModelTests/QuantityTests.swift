@testable import KubernetesModel
import Testing

@Suite("Quantity")
struct QuantityTests {
    @Test(
        "reads every notation exactly",
        arguments: [
            ("0", 0), ("100m", 100_000_000), ("0.25", 250_000_000), ("1e3", 1_000_000_000_000),
            ("1.5Gi", 1_610_612_736_000_000_000), ("134217728000m", 134_217_728_000_000_000),
            ("129e6", 129_000_000_000_000_000), ("-1.5", -1_500_000_000), ("+2", 2_000_000_000),
            ("1E", 1_000_000_000_000_000_000_000_000_000),
            ("1E3", 1_000_000_000_000), ("5.", 5_000_000_000), (".5", 500_000_000), ("1n", 1), ("0.0000000001", 1),
            ("-0.0000000001", -1), ("Ki", 0), ("1.G", 1_000_000_000_000_000_000), ("12e-3", 12_000_000),
        ] as [(String, Int128)])
    func reads(_ text: String, _ nano: Int128) throws {
        #expect(try Quantity(parsing: text).nanoUnits == nano)
    }

    @Test(
        "refuses what Kubernetes refuses",
        arguments: [
            "", "1..5Gi", "1.5gi", "abc", "1 Gi", " 1", "1e", "1KiB", "1ki", "--1", "1e3.5", "0x10", "1Kii", "1mi", "١",
        ])
    func refuses(_ text: String) {
        #expect(throws: QuantityError.self) { try Quantity(parsing: text) }
    }

    @Test("holds amounts beyond 64 bits at the limit that Kubernetes sets for binary suffixes")
    func caps() throws {
        #expect(try Quantity(parsing: "100000Ei").units == WholeNumber.max)
        #expect(try Quantity(parsing: "1e60").units == WholeNumber.max)
        #expect(try Quantity(parsing: String(repeating: "9", count: 100)).units == WholeNumber.max)
        #expect(try Quantity(parsing: "-1e60").units == WholeNumber.min)
    }

    @Test(
        "prints Kubernetes' canonical form",
        arguments: [
            ("1.5Gi", "1536Mi"), ("1024Mi", "1Gi"), ("0.25", "250m"), ("129e6", "129e6"), ("1000", "1k"),
            ("512Ki", "512Ki"),
            ("1000m", "1"), ("100Ki", "100Ki"), ("1023", "1023"), ("0.5Ki", "512"), ("0Gi", "0"),
            ("134217728000m", "134217728"),
        ])
    func prints(_ text: String, _ canonical: String) throws {
        #expect(try Quantity(parsing: text).description == canonical)
    }

    @Test(
        "prints for people in the unit of the resource",
        arguments: [
            ("1000Mi", "memory", "1000Mi"), ("1Gi", "memory", "1Gi"), ("1.5Gi", "memory", "1.5Gi"),
            ("16384256Ki", "memory", "15.6Gi"),
            ("0.25", "cpu", "250m"), ("4", "cpu", "4"), ("1500m", "cpu", "1500m"), ("3", "example.com/gpu", "3"),
            ("500", "memory", "500"),
        ])
    func readable(_ text: String, _ resource: String, _ expected: String) throws {
        #expect(try Quantity(parsing: text).readable(for: resource) == expected)
    }

    @Test("rounds up to whole and to thousandths, as the scheduler counts")
    func rounding() throws {
        #expect(try Quantity(parsing: "100.1").units == 101)
        #expect(try Quantity(parsing: "0.0001").milliUnits == 1)
        #expect(try Quantity(parsing: "1500m").units == 2)
    }
}
