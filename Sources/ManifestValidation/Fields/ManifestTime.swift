/// Moments in a manifest (`metav1.Time`, RFC 3339).
enum ManifestTime {
    /// Whether the text is a moment such as `2026-01-31T12:00:00Z` or `2026-01-31T12:00:00.5+01:00`.
    static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let date = numbers(bytes, at: [0..<4, 5..<7, 8..<10]), bytes[4] == hyphen,
            bytes[7] == hyphen, bytes[10] == UInt8(ascii: "T"),
            let time = numbers(bytes, at: [11..<13, 14..<16, 17..<19]), bytes[13] == colon, bytes[16] == colon
        else { return false }
        guard (1...12).contains(date[1]), (1...days(inMonth: date[1], of: date[0])).contains(date[2]),
            time[0] < 24, time[1] < 60, time[2] < 60
        else { return false }
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
            let fraction = rest.dropFirst().prefix { isDigit($0) }
            if fraction.isEmpty { return false }
            rest = rest[fraction.endIndex...]
        }
        return isZone(Array(rest))
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isZone(_ bytes: [UInt8]) -> Bool {
        if bytes == [UInt8(ascii: "Z")] { return true }
        guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == hyphen, bytes[3] == colon,
            let zone = numbers(bytes, at: [1..<3, 4..<6])
        else { return false }
        return zone[0] <= 24 && zone[1] < 60
    }

    private static func numbers(_ bytes: [UInt8], at ranges: [Range<Int>]) -> [Int]? {
        var numbers: [Int] = []
        for range in ranges {
            guard range.upperBound <= bytes.count, bytes[range].allSatisfy(isDigit) else { return nil }
            numbers.append(bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        return numbers
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
