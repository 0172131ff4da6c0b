/// Small turns of phrase that every message shares.
public enum Wording {
    /// `1 node`, `6 nodes`.
    public static func count(_ number: Int, _ noun: String) -> String { "\(number) \(number == 1 ? noun : noun + "s")" }

    /// `a`, `a and b`, `a, b and c`.
    ///
    /// No sentence names more than `most`: `a, b and 17 others`.
    public static func list(_ words: [String], most: Int = 12) -> String {
        list(Array(words.prefix(most)), of: words.count)
    }

    /// `a, b and 17 others`: the first words of so many.
    public static func list(_ first: [String], of count: Int) -> String {
        let others = count - first.count
        if others > 0 { return "\(first.joined(separator: ", ")) and \(Self.count(others, "other"))" }
        guard first.count > 1, let last = first.last else { return first.first ?? "" }
        return "\(first.dropLast().joined(separator: ", ")) and \(last)"
    }

    /// `a, b, c`, or `a, b and 17 others` where there are more than `most`.
    public static func commas(_ words: [String], most: Int) -> String {
        words.count <= most ? words.joined(separator: ", ") : list(words, most: most)
    }

    /// `212Mi`, or `212Mi to 396Mi` where the ends differ.
    public static func range(_ least: String, _ most: String) -> String {
        least == most ? least : "\(least) to \(most)"
    }

    /// A length of time: `45 s`, `12 min`, `3 h`, `4 d`.
    public static func duration(seconds: Int64) -> String {
        switch seconds {
        case ..<120: return "\(max(0, seconds)) s"
        case ..<7200: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3600) h"
        default: return "\(seconds / 86_400) d"
        }
    }

    /// The first line of a text without the space and the full stop at its end, to go on with.
    public static func sentence(_ text: String, limit: Int = 300) -> String {
        let line = firstLine(text, limit: limit)
        let end = line.lastIndex { !$0.isWhitespace && $0 != "." }
        return end.map { String(line[...$0]) } ?? ""
    }

    /// A line without the space around it, shortened in its middle where it is long: errors stand one within the other,
    /// and the innermost, which comes last, carries the news.
    public static func essence(_ line: String, limit: Int = 300) -> String {
        shortenedInMiddle(firstLine(line, limit: .max), limit: limit)
    }

    /// A line shortened as ``essence(_:limit:)`` does, but for what stands at and behind `place`, which carries the news.
    public static func essence(_ line: String, around place: String.Index, limit: Int = 300) -> String {
        let lead = line[..<place]
        let offset = lead.count
        let count = line.count
        let (before, behind) = (limit / 8, limit / 3)
        // The parts that are kept anyway.
        let isKept = offset + behind <= limit / 3 || offset >= count - (limit - limit / 3 - 3)
        guard count > limit, limit > 8, !isKept else { return essence(line, limit: limit) }
        // The place may be within a character, and what is before it counts as one then.
        let start = lead.suffix(before).startIndex
        let news = line[start...].prefix(before + behind)
        let end = line[news.endIndex...].suffix(max(limit - before - behind - 6, 0))
        let cut = news.endIndex < end.startIndex ? " … " : ""
        return "\(start > line.startIndex ? "… " : "")\(news)\(cut)\(end)"
    }

    /// A text of `limit` characters at most, of which the middle is left out where it is longer.
    public static func shortenedInMiddle(_ text: String, limit: Int) -> String {
        guard text.count > limit, limit > 8 else { return limit > 8 ? shortened(text, limit: limit) : text }
        let head = limit / 3
        let start = text.prefix(head)
        let end = text.suffix(limit - head - 3)
        // Words stay whole where they are not very long.
        let cutStart = start.lastIndex(of: " ").map { start[..<$0] } ?? start
        let cutEnd = end.firstIndex(of: " ").map { end[end.index(after: $0)...] } ?? end
        let keepsStart = cutStart.count * 2 > start.count ? cutStart : start
        let keepsEnd = cutEnd.count * 2 > end.count ? cutEnd : end
        return shortened("\(keepsStart) … \(keepsEnd)", limit: limit)
    }

    /// The first line of a text, without what surrounds it; cut where it is long.
    public static func firstLine(_ text: String, limit: Int = 300) -> String {
        let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let trimmed = String(line.drop(while: \.isWhitespace))
        return shortened(trimmed, limit: limit)
    }

    /// A text of `limit` characters at most, and of four times as many bytes: a letter with thousands of accents is one
    /// character.
    public static func shortened(_ text: some StringProtocol, limit: Int) -> String {
        let bytes = limit.multipliedReportingOverflow(by: 4)
        let mostBytes = bytes.overflow ? Int.max : bytes.partialValue
        guard let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex), end < text.endIndex
        else { return withFewBytes(text, mostBytes) }
        return withFewBytes(text[..<end], mostBytes) + "…"
    }

    private static func withFewBytes(_ text: some StringProtocol, _ most: Int) -> String {
        guard let end = text.utf8.index(text.startIndex, offsetBy: most, limitedBy: text.endIndex), end < text.endIndex
        else { return String(text) }
        // bare: one forth and one back, to a scalar's beginning
        let scalar = text.unicodeScalars.index(before: text.unicodeScalars.index(after: end))
        return String(text[..<scalar]) + "…"
    }
}
