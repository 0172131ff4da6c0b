import KubernetesModel
import Testing

@Suite("Whole numbers")
struct WholeNumberTests {
    private static let samples: [Int64] = [
        .min, .min + 1, -2_147_483_649, -100, -1, 0, 1, 2, 100, 2_147_483_648, .max - 1, .max,
    ]

    private static func held(_ exact: Int128) -> WholeNumber { WholeNumber(Int64(clamping: exact)) }

    @Test(arguments: samples, samples)
    func `Results that do not fit are held at the ends`(left: Int64, right: Int64) {
        let (one, other) = (WholeNumber(left), WholeNumber(right))
        let (exactOne, exactOther) = (Int128(left), Int128(right))
        #expect(one + other == Self.held(exactOne + exactOther))
        #expect(one - other == Self.held(exactOne - exactOther))
        #expect(one * other == Self.held(exactOne * exactOther))
        #expect(-one == Self.held(-exactOne))
        #expect(abs(one) == Self.held(Int128(exactOne.magnitude)))
        guard right != 0 else {
            #expect(one / other == (left == 0 ? 0 : left < 0 ? .min : .max))
            #expect(one % other == 0)
            return
        }
        #expect(one / other == Self.held(exactOne / exactOther))
        #expect(one % other == Self.held(exactOne % exactOther))
    }

    @Test(
        arguments: [
            (0, 5, 0), (1, 5, 5), (5, 5, 5), (-1, 5, 0), (-6, 5, -5), (7, 0, 7), (7, -3, 7), (.max, 500, .max),
            (.max - 1, .gibibyte, .max), (.min, 500, -9_223_372_036_854_775_500),
        ] as [(WholeNumber, WholeNumber, WholeNumber)])
    func `Rounding up never comes out below the number`(number: WholeNumber, step: WholeNumber, expected: WholeNumber) {
        #expect(number.roundedUp(to: step) == expected)
        #expect(number.roundedUp(to: step) >= number)
    }

    @Test func `Doubling is held too`() {
        #expect(WholeNumber(1) << 30 == .gibibyte)
        #expect(WholeNumber(-1) << 62 == WholeNumber(Int64.min / 2))
        #expect(WholeNumber(3) << 200 == .max)
        #expect(WholeNumber(-3) << 63 == .min)
        #expect(WholeNumber(0) << 200 == 0)
    }

    @Test(
        arguments: [
            (.nan, nil), (.infinity, .max), (-.infinity, .min), (1e29, .max), (-1e29, .min),
            (9.223372036854775807e18, .max),
            (-9.223372036854775808e18, .min), (2.5, 3), (-0.4, 0),
        ] as [(Double, WholeNumber?)])
    func `Floating-point numbers are rounded and held`(value: Double, expected: WholeNumber?) {
        #expect(WholeNumber(rounding: value) == expected)
    }

    @Test(arguments: ["", "x", "1.5", "99999999999999999999", "1e3", " 1", "0x1"])
    func `Texts that are no whole number of 64 bits are none`(text: String) {
        #expect(WholeNumber(text) == nil)
    }

    @Test func `Counts are held within 32 bits where the API has no more`() {
        #expect(WholeNumber.max.heldTo32Bits == 2_147_483_647)
        #expect(WholeNumber.min.heldTo32Bits == -2_147_483_648)
        #expect(WholeNumber(7).heldTo32Bits == 7)
    }

    @Test(
        arguments: [
            ("15%", 150), ("7.5%", 75), ("0%", 0), ("100%", 1000), ("101%", nil), ("-1%", nil), ("inf%", nil),
            ("-inf%", nil), ("nan%", nil), ("1e29%", nil), ("%", nil), ("15", nil), ("١%", nil),
        ] as [(String, WholeNumber?)])
    func `A percentage is a share from nothing to all`(text: String, ofThousand: WholeNumber?) {
        #expect(Percentage(text)?.of(1000) == ofThousand)
    }

    @Test(
        arguments: [
            (0, 0, nil), (1, 0, nil), (1, -5, nil), (-1, 5, nil), (6, 5, nil), (.max, 1, nil), (.max, .max, "100%"),
            (1, .max, "0%"), (1, 3, "33%"), (0, 3, "0%"),
        ] as [(WholeNumber, WholeNumber, String?)])
    func `A part that is none of the whole has no share`(part: WholeNumber, whole: WholeNumber, text: String?) {
        #expect(Percentage(part, of: whole)?.description == text)
    }

    @Test func `A percentage of the greatest amount is held`() {
        #expect(Percentage("100%")?.of(.max) == .max)
        #expect(Percentage("100%")?.of(.min) == .min)
    }

    @Test(
        arguments: [
            ("3", 3), ("0", 0), ("-1", -1), ("9223372036854775807", 2_147_483_647),
            ("-9223372036854775808", -2_147_483_648), ("50%", 3), ("1%", 1), ("100%", 5), ("0%", 0),
            ("2147483647%", 107_374_183), ("9223372036854775807%", 2_147_483_647), ("-50%", -1),
            ("-9223372036854775808%", -2_147_483_648),
        ])
    func `Shares of a count stay within 32 bits`(text: String, expected: Int) throws {
        #expect(try #require(IntOrPercent(text)).scaled(of: 5) == expected)
        _ = IntOrPercent(text)?.scaled(of: .max)
        _ = IntOrPercent(text)?.scaled(of: 0)
    }

    @Test func `Moments at the ends of time can be told and compared`() {
        let ends = [WholeNumber.min, -1, 0, .max].map { Timestamp(microseconds: $0) }
        for moment in ends {
            #expect(!moment.description.isEmpty)
            for other in ends { _ = moment.seconds(since: other) }
            #expect(moment + .max >= moment)
            #expect(moment - .max <= moment)
        }
        #expect(Timestamp(seconds: .max).microseconds == .max)
        #expect(Timestamp(seconds: .max).description == "9999-12-31T23:59:59Z")
        #expect(Timestamp(seconds: .min).description == "0000-01-01T00:00:00Z")
        #expect(Timestamp("9999-12-31T23:59:59Z")?.description == "9999-12-31T23:59:59Z")
        #expect(Timestamp("0000-01-01T00:00:00Z")?.description == "0000-01-01T00:00:00Z")
        // Written as RFC 3339, but in no year that it can tell in UTC.
        #expect(Timestamp("9999-12-31T23:59:59-23:59") == nil)
        #expect(Timestamp("0000-01-01T00:00:00+00:01") == nil)
    }
}
