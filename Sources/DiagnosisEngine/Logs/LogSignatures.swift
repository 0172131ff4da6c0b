import ClusterSnapshot
import Wording

/// The signatures that logs are searched for, the more specific ones first.
public struct LogSignatures: Sendable {
    /// In the order in which they count.
    public let signatures: [LogSignature]
    /// Two groups for each signature, its phrases and its announcements, and one for what is alarming.
    private let matcher: PhraseMatcher

    /// No signature: of a log the last line that sounds alarming counts.
    public static let none = LogSignatures([])

    /// Words that make a line worth showing where no signature is known.
    private static let alarming = ["fatal", "error", "panic", "exception", "failed", "cannot", "can't"]

    /// Prepares a search.
    ///
    /// - Parameter signatures: of several that one line has, the first counts.
    public init(_ signatures: [LogSignature]) {
        self.signatures = signatures
        matcher = PhraseMatcher(signatures.flatMap { [$0.phrases, $0.announcements] } + [Self.alarming])
    }

    /// These and `others`, which come first and take the place of those with the same name.
    public func adding(_ others: [LogSignature]) -> LogSignatures {
        let names = Set(others.map(\.name))
        return LogSignatures(others + signatures.filter { !names.contains($0.name) })
    }

    /// The line of `log` that tells why a container ended; nil where the log has none but empty lines.
    ///
    /// That is the last line with a signature, since what ends a program comes last and what causes it, in the traces of
    /// most languages, after what it caused; else the last that sounds alarming; else the last that is not empty.
    func tellingLine(of log: ContainerLog) -> TellingLine? {
        var alarmed: String?
        for place in log.lines.indices.reversed() {
            guard let group = matcher.leastGroup(in: log.lines[place]) else { continue }
            if group / 2 < signatures.count {
                let line = group % 2 == 0 ? log.lines[place] : announced(after: place, in: log.lines)
                return TellingLine(
                    signature: signatures[group / 2], line: Wording.firstLine(line), container: log.container)
            }
            alarmed = alarmed ?? log.lines[place]
        }
        guard let line = alarmed ?? log.lines.last(where: { !$0.isBlank }) else { return nil }
        return TellingLine(signature: nil, line: Wording.firstLine(line), container: log.container)
    }

    private func announced(after place: Int, in lines: [String]) -> String {
        lines[(place + 1)...].first { !$0.isBlank && !$0.isIndented } ?? lines[place]
    }
}

extension String {
    fileprivate var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
    fileprivate var isIndented: Bool { utf8.first == 0x20 || utf8.first == 0x09 }
}
