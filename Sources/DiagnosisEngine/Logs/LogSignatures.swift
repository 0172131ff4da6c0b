import ClusterSnapshot
import Wording

/// The signatures that logs are searched for, the more specific ones first.
public struct LogSignatures: Sendable {
    /// In the order in which they count.
    public let signatures: [LogSignature]
    /// Two groups for each signature, its phrases and its announcements, and one for what is alarming.
    private let matcher: PhraseMatcher
    /// The group of lines that say that the node has no inotify watches or instances left; nil where no signature is.
    private let watchLimit: Int?

    /// No signature: of a log the last line that sounds alarming counts.
    public static let none = LogSignatures([])

    /// Words that make a line worth showing where no signature is known.
    private static let alarming = [
        "fatal", "error", "panic", "exception", "failed", "cannot", "can't", "unable to", "not ready",
    ]

    /// Prepares a search.
    ///
    /// - Parameter signatures: of several that one line has, the first counts.
    public init(_ signatures: [LogSignature]) {
        self.signatures = signatures
        matcher = PhraseMatcher(signatures.flatMap { [$0.phrases, $0.announcements] } + [Self.alarming])
        watchLimit = signatures.firstIndex { $0.name == "inotify-limit" }.map { $0 * 2 }
    }

    /// These and `others`, which come first and take the place of those with the same name.
    public func adding(_ others: [LogSignature]) -> LogSignatures {
        let names = Set(others.map(\.name))
        return LogSignatures(others + signatures.filter { !names.contains($0.name) })
    }

    /// The line of `log` that tells why a container ended; nil where the log has none of the program's own.
    ///
    /// That is the line with a signature that stands nearest to the root of the trouble, of several the last, since what
    /// ends a program comes last and what causes it, in the traces of most languages, after what it caused; else the last
    /// that sounds alarming, of these rather one that says what is to be done; else the last that is not empty. What the
    /// program itself calls information or a warning counts less.
    func tellingLine(of log: ContainerLog) -> TellingLine? {
        let said = UsageText.without(log.lines.filter { !$0.isBlank && !ExcuseForLog.isIn($0) })
        // What a shell is about to do (`set -x`) tells less than what came of it, whatever words it has in it; its last
        // step may name what it works on.
        let results = said.filter { !$0.isShellTrace && !StackFrame.isOne($0) }
        let line = tellingLine(among: results, container: log.container)
        if results.count == said.count || line?.isTelling ?? false { return line }
        let traced = tellingLine(among: said, container: log.container)
        return traced?.signature != nil ? traced : line ?? traced
    }

    private func tellingLine(among lines: [String], container: String) -> TellingLine? {
        var best: (weight: Int, place: Int, group: Int)?
        var alarmed: (level: LogLevel, place: Int)?
        var alarms: Set<Int> = []
        var last: Int?
        var before: Int?
        for place in lines.indices.reversed() {
            guard let group = signedGroup(of: lines[place]) else { continue }
            let level = LogLevel(of: lines[place])
            if level > .warning {
                last = last ?? place
                alarms.insert(place)
            }
            if group / 2 < signatures.count, level != .information {
                let weight = signatures[group / 2].rank.weight - (level == .warning ? 1 : 0)
                if best.map({ weight > $0.weight }) ?? true {
                    best = (weight, place, group)
                    before = nil
                } else if let best, before == nil, weight == best.weight, weight == LogSignature.Rank.root.weight,
                    group / 2 != best.group / 2
                {
                    before = place
                }
            } else if alarmed.map({ level > $0.level }) ?? true {
                alarmed = (level, place)
            }
        }
        let advice = AdvisingLine(among: lines, alarms: alarms)
        if let best, best.weight > 0 || alarmed.map({ $0.level <= .warning }) ?? true {
            let line = best.group % 2 == 0 ? lines[best.place] : announced(after: best.place, in: lines)
            let signature = signatures[best.group / 2]
            let lead =
                triedBefore(best.place, in: lines) ?? before
                ?? head(ofList: best.place, group: best.group, in: lines) ?? lead(to: best.place, in: lines)
                ?? (signature.rank == .symptom
                    ? cause(before: best.place, in: lines) : fuller(before: best.place, group: best.group, in: lines))
            // What the program advises beside a line of a known kind, where that line isn't the root by itself.
            let beside = advice.flatMap { signature.rank != .root && $0.place != best.place ? $0.place : nil }
            return TellingLine(
                signature: signature, line: signature.essence(of: line), full: line,
                before: (lead ?? beside.flatMap { $0 < best.place ? $0 : nil }).map { words(of: lines[$0]) },
                last: (beside.flatMap { $0 > best.place ? $0 : nil } ?? last).flatMap {
                    $0 > best.place ? words(of: lines[$0]) : nil
                },
                advice: advice.flatMap { $0.place == best.place || beside != nil ? $0.text : nil },
                container: container, isTelling: true)
        }
        if let advice {
            return TellingLine(
                signature: nil, line: advice.line, full: lines[advice.place],
                before: (advice.subject ?? lead(to: advice.place, in: lines)).map { words(of: lines[$0]) },
                last: last.flatMap { $0 > advice.place ? words(of: lines[$0]) : nil }, advice: advice.text,
                container: container, isTelling: true)
        }
        let isQuiet = alarmed.map { $0.level <= .information && ending(in: [lines[$0.place]]) != nil } ?? true
        if isQuiet, let (place, signature) = ending(in: lines) {
            return TellingLine(
                signature: signature, line: signature.essence(of: lines[place]), full: lines[place],
                last: place < lines.count - 1 ? words(of: lines[lines.count - 1]) : nil, container: container,
                isTelling: true)
        }
        guard let place = alarmed?.place ?? lines.indices.last else { return nil }
        return TellingLine(
            signature: failure(at: place, in: lines), line: words(of: lines[place]), full: lines[place],
            before: lead(to: place, in: lines).map { words(of: lines[$0]) },
            container: container,
            isTelling: alarmed != nil)
    }

    /// The group of the first signature that a line has, else of what is alarming; nil where it has neither.
    ///
    /// The kernel says of a watch that it can't add what it says of a full disk (ENOSPC): what it was about tells.
    private func signedGroup(of line: String) -> Int? {
        guard let group = matcher.leastGroup(in: line) else { return nil }
        guard let watchLimit, group / 2 < signatures.count else { return group }
        let said: [String]
        switch signatures[group / 2].name {
        case "no-space-left": said = ["inotify", "fsnotify", "watch "]
        case "too-many-open-files": said = ["inotify", "fsnotify"]
        default: return group
        }
        let folded = line.lowercased()
        return said.contains(where: folded.contains) ? watchLimit : group
    }

    /// The signature that a text has, whatever level it gives itself; nil where it has none.
    func signature(in text: String) -> LogSignature? {
        signedGroup(of: text).flatMap { $0 / 2 < signatures.count ? signatures[$0 / 2] : nil }
    }

    /// The symptom that a line shows which the program gives as information and calls an error all the same: what it tries
    /// again until somebody ends it.
    private func failure(at place: Int, in lines: [String]) -> LogSignature? {
        guard LogLevel(of: lines[place]) == .information, let signature = signature(in: lines[place]),
            signature.rank == .symptom
        else { return nil }
        let folded = lines[place].lowercased()
        return ["error", "failed", "unable to"].contains(where: folded.contains) ? signature : nil
    }

    /// The last line by which a program tells, as information, that there is nothing more for it to do: nothing went wrong
    /// in its eyes.
    private func ending(in lines: [String]) -> (place: Int, signature: LogSignature)? {
        for place in lines.indices.reversed() {
            if let signature = signature(in: lines[place]), Self.endings.contains(signature.name) {
                return (place, signature)
            }
        }
        return nil
    }

    /// The kinds of lines with which programs end on purpose.
    private static let endings: Set<String> = ["nothing-to-do", "standard-input-ended"]

    /// A line's words, shortened.
    private func words(of line: String) -> String { Wording.essence(ReadableLogLine.text(of: line)) }

    /// The line right before one that the program calls an error, where it calls that one an error too: the first of two
    /// tells what went wrong, the second that the program gives up over it.
    private func lead(to place: Int, in lines: [String]) -> Int? {
        guard place > 0, LogLevel(of: lines[place]) == .error, LogLevel(of: lines[place - 1]) == .error,
            lines[place - 1].suffix(40) != lines[place].suffix(40)
        else { return nil }
        return place - 1
    }

    /// The last line before that of a symptom that has a signature of more weight, whatever level the program gives it: many
    /// write at the level of debug what they wait for, and only that the time is over as an error.
    private func cause(before place: Int, in lines: [String]) -> Int? {
        lines[..<place].lastIndex { line in
            guard let group = signedGroup(of: line), group / 2 < signatures.count else { return false }
            return signatures[group / 2].rank != .symptom
        }
    }

    /// A line of the same kind among the few before, whatever level the program gives it, that names more: many write what
    /// they looked for as of no interest, and only that they didn't find it as an error.
    private func fuller(before place: Int, group: Int, in lines: [String]) -> Int? {
        lines[max(0, place - Self.fewLines)..<place].lastIndex { line in
            signedGroup(of: line) == group && LogLevel(of: line) == .information
                && line.words != lines[place].words
        }
    }

    /// The error of a first way, where the program tried another one after it and the line at `place` is that one's: either
    /// would do, and the first is the one that it prefers.
    private func triedBefore(_ place: Int, in lines: [String]) -> Int? {
        let tries = lines[..<place].indices.filter { lines[$0].isTry }
        guard tries.count > 1, let second = tries.last else { return nil }
        let first = tries[tries.count - 2]
        return lines[first..<second].indices.first { at in
            at > first && signedGroup(of: lines[at]).map { $0 / 2 < signatures.count } ?? false
        }
    }

    /// How far what belongs together stands apart at most.
    static let fewLines = 6

    /// The first of a list of errors of one kind that ends at `place`, one a line: a checked configuration has all its
    /// faults told at once, and each has to be mended. Nil where the line stands alone or only repeats the one before.
    private func head(ofList place: Int, group: Int, in lines: [String]) -> Int? {
        let signature = signatures[group / 2]
        guard signature.rank == .root, signature.concern == .settings else { return nil }
        var first = place
        while first > 0, signedGroup(of: lines[first - 1]) == group { first -= 1 }
        guard first < place, lines[first].words != lines[place].words else { return nil }
        return first
    }

    private func announced(after place: Int, in lines: [String]) -> String {
        lines[(place + 1)...].first { !$0.isIndented } ?? lines[place]
    }
}

extension LogSignature {
    /// The line, shortened around the phrase by which it is known.
    fileprivate func essence(of raw: String) -> String {
        let line = ReadableLogLine.text(of: raw)
        let folded = line.lowercased()
        // The places of one are those of the other where no letter changed its length.
        guard folded.utf8.count == line.utf8.count,
            let found = phrases.lazy.compactMap({ folded.firstRange(of: $0) }).first
        else { return Wording.essence(line) }
        let offset = folded.utf8.distance(from: folded.startIndex, to: found.lowerBound)
        return Wording.essence(line, around: line.utf8.index(line.startIndex, offsetBy: offset))
    }
}

extension LogSignature.Rank {
    fileprivate var weight: Int {
        switch self {
        case .symptom: return 1
        case .cause: return 2
        case .root: return 3
        }
    }
}

extension String {
    fileprivate var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
    /// `+ modprobe ip_tables`, with one more `+` for each subshell.
    fileprivate var isShellTrace: Bool {
        let signs = utf8.prefix { $0 == UInt8(ascii: "+") }
        return !signs.isEmpty && signs.count <= 6 && signs.endIndex < utf8.endIndex && utf8[signs.endIndex] == 0x20
    }
    /// `* Trying to download a prebuilt module`: one of several ways that a program tries.
    fileprivate var isTry: Bool {
        guard utf8.count < 400 else { return false }
        let folded = lowercased()
        return ["trying to ", "trying ", "attempting to ", "falling back to ", "fall back to "].contains {
            folded.drop { !$0.isLetter }.hasPrefix($0) || folded.contains("] \($0)")
        }
    }
    /// The line without what counts and dates lines.
    fileprivate var words: String { filter { !$0.isNumber } }
    fileprivate var isIndented: Bool { utf8.first == 0x20 || utf8.first == 0x09 }
}
