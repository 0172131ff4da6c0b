/// A moment, in microseconds since 1970-01-01T00:00:00Z: Kubernetes' `Time` (seconds) and `MicroTime`.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: WholeNumber

    /// The moment `microseconds` after 1970-01-01T00:00:00Z.
    public init(microseconds: WholeNumber) { self.microseconds = microseconds }

    /// The moment `seconds` after 1970-01-01T00:00:00Z, held to some 292,000 years around it.
    public init(seconds: WholeNumber) { microseconds = seconds * 1_000_000 }

    /// Whether the left moment is the earlier one.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// The moment so many seconds later.
    public static func + (moment: Timestamp, seconds: WholeNumber) -> Timestamp {
        Timestamp(microseconds: moment.microseconds + seconds * 1_000_000)
    }

    /// The moment so many seconds earlier.
    public static func - (moment: Timestamp, seconds: WholeNumber) -> Timestamp {
        Timestamp(microseconds: moment.microseconds - seconds * 1_000_000)
    }

    /// Whole seconds from `earlier` to this moment; negative when this one is before.
    public func seconds(since earlier: Timestamp) -> WholeNumber {
        microseconds / 1_000_000 - earlier.microseconds / 1_000_000
    }
}

extension Timestamp {
    /// Reads RFC 3339, as Kubernetes writes it (`2026-11-21T21:07:11Z`, `….123456Z`, `…+02:00`); nil for anything else.
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 20, bytes.count <= 40 else { return nil }
        func digits(_ start: Int, _ count: Int) -> Int64? {
            var value: Int64 = 0
            for index in start..<start + count {
                guard index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
                value = value * 10 + Int64(bytes[index] - 0x30)
            }
            return value
        }
        guard let year = digits(0, 4), let month = digits(5, 2), let day = digits(8, 2),
            let hour = digits(11, 2), let minute = digits(14, 2), let second = digits(17, 2),
            bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54 || bytes[10] == 0x74 || bytes[10] == 0x20,
            bytes[13] == 0x3A, bytes[16] == 0x3A,
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        var position = 19
        var fraction: Int64 = 0
        if bytes[position] == 0x2E {
            position += 1
            var scale: Int64 = 100_000
            while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
                fraction += Int64(bytes[position] - 0x30) * scale
                scale /= 10
                position += 1
            }
        }
        guard position < bytes.count else { return nil }
        var offset: Int64 = 0
        switch bytes[position] {
        case 0x5A, 0x7A:
            guard position + 1 == bytes.count else { return nil }
        case 0x2B, 0x2D:
            guard position + 6 == bytes.count, bytes[position + 3] == 0x3A,
                let hours = digits(position + 1, 2), let minutes = digits(position + 4, 2)
            else { return nil }
            offset = (hours * 3600 + minutes * 60) * (bytes[position] == 0x2D ? -1 : 1)
        default: return nil
        }
        let days = Self.daysFromCivil(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        guard Self.writtenSeconds.contains(seconds) else { return nil }
        self.init(microseconds: WholeNumber(seconds) * 1_000_000 + WholeNumber(fraction))
    }

    /// The seconds of the years 0000 to 9999 in UTC: RFC 3339 has no others.
    private static let writtenSeconds: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// Reads RFC 3339 from a string; nil for anything else.
    public init?(_ text: String) {
        var copy = text
        guard let value = copy.withUTF8({ Timestamp(utf8: $0) }) else { return nil }
        self = value
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's `days_from_civil`).
    private static func daysFromCivil(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day of `days` since 1970-01-01 (`civil_from_days`).
    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, whole seconds: `2026-11-21T21:07:11Z`; a moment of no year from 0000 to 9999 is held at its end.
    public var description: String {
        let micro = microseconds.int64
        let seconds = micro / 1_000_000 - (micro % 1_000_000 < 0 ? 1 : 0)
        let total = min(max(seconds, Self.writtenSeconds.lowerBound), Self.writtenSeconds.upperBound)
        let days = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
        let rest = total - days * 86_400
        let date = Self.civil(fromDays: days)
        func padded(_ value: Int64, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        return "\(day)T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
    }
}
