/// Something that is put into the place of a value, made when it is asked for, since some are large.
struct HostileValue: Sendable {
    var name: String
    /// Whether it does in one object of a kind what it may not do in another: missing values, amounts, numbers.
    var dependsOnPlace = true
    var make: @Sendable () -> Replacement

    init(_ name: String, _ make: @escaping @Sendable () -> Replacement) {
        self.name = name
        self.make = make
    }

    /// One value in the place of the other.
    static func one(_ name: String, _ value: @escaping @Sendable () -> JSONTree) -> HostileValue {
        HostileValue(name) { .one(value()) }
    }

    static func literal(_ text: String) -> HostileValue { .one("literal \(text)") { .literal(text) } }

    /// One that does the same wherever it stands.
    func anywhere() -> HostileValue {
        var value = self
        value.dependsOnPlace = false
        return value
    }

    static func text(_ name: String, _ text: String) -> HostileValue { .one(name) { .string(text) } }
}

extension HostileValue {
    /// Everything that is tried in the place of `value`, which stands at `path`.
    static func all(for value: JSONTree, at path: TreePath) -> [HostileValue] {
        var values: [HostileValue] = []
        if !path.steps.isEmpty {
            values.append(HostileValue("missing") { .nothing })
            values.append(HostileValue("twice") { Replacement(values: [value, value]) })
            values.append(HostileValue("twice, null last") { Replacement(values: [value, .literal("null")]) })
            values.append(
                HostileValue("twice, null first") { Replacement(values: [.literal("null"), value]) }.anywhere())
        }
        values += wrongTypes(of: value).map { $0.anywhere() }
        switch value {
        case .string(let text): values += texts(for: text)
        case .literal: values += numbers
        case .array(let elements): values += lists(for: elements)
        case .object(let members): values += objects(for: members)
        }
        if case .key(let key)? = path.steps.last, isName(key) { values += keys(for: value).map { $0.anywhere() } }
        return values
    }

    private static func wrongTypes(of value: JSONTree) -> [HostileValue] {
        var values: [HostileValue] = [
            .literal("null"), .literal("true"), .literal("NaN"), .literal("-"),
            .one("bytes that are no text") { .literal([0x22, 0xFF, 0xFE, 0xC0, 0x80, 0x22]) },
            .one("half a surrogate") { .literal(#""a\ud800b""#) },
            .one("wrong escape") { .literal(#""a\xb""#) },
            .one("nothing but the end") { .literal("") },
            .one("1,000 lists in lists") {
                .literal(String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000))
            },
            .one("1,000 objects in objects") {
                .literal(String(repeating: #"{"a":"#, count: 1000) + "1" + String(repeating: "}", count: 1000))
            },
        ]
        if case .literal = value {} else { values += [.literal("0"), .literal("-1.5")] }
        if case .string = value {} else { values.append(.text("a text", "text")) }
        if case .array = value {
        } else {
            values += [.one("empty list") { .array([]) }, .one("itself in a list") { .array([value]) }]
        }
        if case .object = value {
        } else {
            values += [.one("empty object") { .object([]) }]
            values.append(.one("itself in an object") { .object([.init(key: "name", value: value)]) })
        }
        return values
    }

    private static func texts(for text: String) -> [HostileValue] {
        var values = HostileText.all.map { HostileValue.text($0.name, $0.text).anywhere() }
        values += joined(text).map { $0.anywhere() }
        if isMoment(text) { values += HostileText.moments.map { HostileValue.text("moment \($0)", $0).anywhere() } }
        if isAmount(text) {
            values += HostileText.amounts.map { .text("amount \($0)", $0) }
            values += ["9223372036854775807", "1e29", "-1", "0.5"].map { .literal($0) }
        } else if text.contains(" ") || text.count > 2 && text.contains(where: \.isNumber) {
            values += sentences(for: text)
        } else if text.count > 1 {
            values.append(.text("upper case", text.uppercased()).anywhere())
            values.append(.text("cut", String(text.prefix(text.count / 2))).anywhere())
            values.append(.text("escape behind it", text + "\u{1B}[31m\n\u{202E}").anywhere())
        }
        return values
    }

    /// The text with characters that are one with their neighbours, and without its letters.
    private static func joined(_ text: String) -> [HostileValue] {
        let (joining, accent) = (HostileText.joining, HostileText.accent)
        return [
            .text("joined to what stands before it", joining + text),
            .text("each word joined", text.split(separator: " ").map { joining + $0 }.joined(separator: " ")),
            .text("each character joined", text.prefix(500).map { joining + String($0) }.joined()),
            .text("accent in front", accent + text),
            .text("accent behind each character", text.prefix(500).map { String($0) + accent }.joined()),
            .text("its separators alone", text.filter { !$0.isLetter && !$0.isNumber }),
        ]
    }

    /// Sentences whose numbers are others, or which break off.
    private static func sentences(for text: String) -> [HostileValue] {
        var values: [HostileValue] = []
        for (position, range) in numbers(in: text).prefix(6).enumerated() {
            for number in HostileText.numbersInWords {
                values.append(
                    .text("number \(position + 1) as \(number)", text.replacingCharacters(in: range, with: number)))
            }
        }
        let all = numbers(in: text).reversed()
        for number in ["9223372036854775807", "1e29"] where all.count > 1 {
            values.append(
                .text(
                    "all numbers as \(number)",
                    all.reduce(text) { $0.replacingCharacters(in: $1, with: number) }))
        }
        values.append(.text("cut in the middle", String(text.prefix(text.count / 2))))
        values.append(.text("cut in front", String(text.suffix(text.count / 2))))
        values.append(.text("in upper case", text.uppercased()))
        values.append(.one("said 1,000 times") { .string(String(repeating: text + " ", count: 1000)) })
        values.append(.one("said 1,000 times in lines") { .string(String(repeating: text + "\n", count: 1000)) })
        values.append(
            .text("with escapes between words", text.split(separator: " ").joined(separator: "\u{1B}[7m \u{202E}")))
        return values
    }

    private static let numbers: [HostileValue] =
        [
            "0", "1", "-1", "65536", "2147483647", "-2147483648", "2147483648", "9223372036854775807",
            "-9223372036854775808", "9223372036854775808", "-9223372036854775809", "1.5", "-0.0", "1e3", "1e29",
            "1e400",
            "1e-400", "Infinity", "-Infinity", "false", "01", "0x10",
        ].map { .literal($0) }
        + ["", "7", "1e29", "-1", "9E", "NaN", "100%"].map { .text("text \($0.debugDescription)", $0) }

    private static func isMoment(_ text: String) -> Bool {
        text.count >= 20 && text.hasSuffix("Z") && text.prefix(4).allSatisfy(\.isNumber)
    }

    private static func isAmount(_ text: String) -> Bool {
        text.first?.isNumber == true && text.count < 16 && !text.contains(".") && !text.contains(" ")
    }

    /// The runs of digits with the unit behind them.
    private static func numbers(in text: String) -> [Range<String.Index>] {
        var ranges: [Range<String.Index>] = []
        var place = text.startIndex
        while let start = text[place...].firstIndex(where: { $0.isASCII && $0.isNumber }) {
            let end = text[start...].firstIndex { !($0.isASCII && ($0.isNumber || $0.isLetter || $0 == "%")) }
            ranges.append(start..<(end ?? text.endIndex))
            place = end ?? text.endIndex
        }
        return ranges
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
