/// Tells lines in which a program says itself what is to be done: `Please set DD_API_KEY`, `… requires
/// net.ipv4.conf.all.rp_filter to be set to 0 or 1`, `Hint: mount /dev`.
///
/// A program that knows what would help knows what is wrong: such a line comes before what only reports that something
/// failed, before stack traces and before what other programs make of the failure.
struct LogAdvice: Equatable, Sendable {
    /// How plainly a line advises.
    enum Manner: Int, Sendable {
        /// It names what is asked for, which says something only of an error: `the API key must be set`.
        case demand
        /// It speaks to its reader: `please`, `make sure`, `you need to`.
        case address
    }

    var manner: Manner
    /// Where the sentence begins that has the advice.
    var start: String.Index

    /// Nil for a line without advice, and for one of a program's list of options.
    init?(in line: String) {
        guard Self.matcher.leastGroup(in: line) != nil, line.utf8.count <= Self.longest else { return nil }
        let first = line.first { $0 != " " && $0 != "\t" }
        guard first != "-" || line.hasPrefix("- ") else { return nil }
        let folded = line.lowercased()
        // The places of one are those of the other where no letter changed its length.
        guard folded.utf8.count == line.utf8.count, !folded.hasPrefix("usage") else { return nil }
        let address = Self.place(of: Self.addresses, in: folded, isAllowed: Self.isRequest)
        let demand =
            Self.place(of: Self.demands, in: folded)
            ?? Self.place(of: Self.imperatives, in: folded, ofPart: true)
            ?? (folded.hasSuffix("?") ? folded.endIndex : nil)
        guard let place = address ?? demand else { return nil }
        manner = address == nil ? .demand : .address
        let offset = folded.utf8.distance(from: folded.startIndex, to: place)
        start = Self.sentence(before: line.utf8.index(line.startIndex, offsetBy: offset), in: line)
    }

    /// The sentence with the advice, and those that follow.
    func text(of line: String) -> String { String(line[start...]) }

    // MARK: - Words

    /// A longer line is data.
    private static let longest = 4096

    private static let addresses = [
        "please ", "make sure ", "be sure to ", "you need to ", "you must ", "you have to ", "you should ",
        "you may need ", "you might need ", "you may want ", "you can ", "you could ", "did you ", "have you ",
        "hint:", "hint =", "hint=", "help:", "suggestion:", "solution:", "workaround:", "to fix this",
        "to resolve this", "to solve this", "as a workaround",
    ]
    private static let demands = [
        "must be ", "must have ", "must set ", "must run ", "must specify ", "must provide ", "must exist",
        "needs to be ", "need to be ", "has to be ", "have to be ", "should be ", "should not be ", "is required",
        "are required", "requires ", "required to ", "is mandatory", "are mandatory", "at least one of ",
        "can be set ", "can be disabled ", "can be enabled ", "can be changed ", "can be overridden ", "by setting ",
        "not supported, use ", "supported values", "valid values", "allowed values", "possible values",
    ]
    /// Advice where a sentence, or a part of one, begins with them; elsewhere they tell what the program does.
    private static let imperatives = [
        "ensure ", "try ", "consider ", "check ", "verify ", "set ", "use ", "run ", "add ", "install ", "increase ",
        "enable ", "disable ", "specify ", "provide ", "configure ", "mount ", "remove ", "upgrade ", "update ",
    ]
    private static let matcher = PhraseMatcher([addresses, demands, imperatives, ["?"]])

    /// After `please` and `try to` comes what programs say out of courtesy, or that asks for patience.
    private static func isRequest(_ rest: Substring) -> Bool {
        let words = rest.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.count > 1, words[0] == "please" else { return true }
        let courtesies = [
            "wait", "report", "file", "note", "be", "see", "refer", "consult", "contact", "stand", "ignore", "visit",
            "read", "open", "submit", "bear",
        ]
        return !courtesies.contains { words[1].hasPrefix($0) }
    }

    /// The first place where one of the phrases stands as words of their own, with `ofPart` only where a part of a sentence
    /// begins with it.
    private static func place(
        of phrases: [String], in folded: String, ofPart: Bool = false, isAllowed: (Substring) -> Bool = { _ in true }
    ) -> String.Index? {
        phrases.compactMap { phrase -> String.Index? in
            var rest = folded[...]
            while let range = rest.firstRange(of: phrase) {
                if isBeginning(range.lowerBound, in: folded, ofPart: ofPart), isAllowed(folded[range.lowerBound...]) {
                    return range.lowerBound
                }
                rest = folded[range.upperBound...]
            }
            return nil
        }.min()
    }

    /// Whether a word begins at a place, and with it a part of a sentence where that is asked.
    private static func isBeginning(_ place: String.Index, in line: String, ofPart: Bool) -> Bool {
        guard let before = line[..<place].last else { return true }
        guard ofPart else { return !before.isLetter }
        guard before == " " || before == "(" else { return false }
        // A head of the line, as `error:`, is followed by what the program did.
        return line[..<place].last { $0 != " " }.map { ".,;!?(".contains($0) } ?? true
    }

    /// The beginning of the sentence that a place lies in.
    private static func sentence(before place: String.Index, in line: String) -> String.Index {
        var start = line.startIndex
        var index = line.startIndex
        while index < place {
            let next = line.index(after: index)
            if ".!?;".contains(line[index]), next < place, line[next] == " " {
                start = line[next...].firstIndex { $0 != " " } ?? next
            }
            index = next
        }
        return min(start, place)
    }
}
