import Wording

/// The line of a log in which the program says what is to be done about the error that ends it.
struct AdvisingLine: Sendable {
    var place: Int
    /// The line, shortened around its advice.
    var line: String
    /// The advice alone.
    var text: String
    /// The line that the advice is about, where it isn't an error itself.
    var subject: Int?

    /// The last advice that belongs to an error: it stands in one, or right below one.
    ///
    /// - Parameters:
    ///   - lines: those of the log.
    ///   - alarms: the places of the lines that sound alarming and are called neither information nor a warning.
    init?(among lines: [String], alarms: Set<Int>) {
        for place in lines.indices.reversed() {
            guard let advice = LogAdvice(in: lines[place]) else { continue }
            let level = LogLevel(of: lines[place])
            let isError = alarms.contains(place) || level == .error
            var subject: Int?
            if !isError {
                // What a program says by the way, or of what is out of date, is no advice on an error.
                guard advice.manner == .address, level != .warning,
                    let above = (1...Self.reach).lazy.map({ place - $0 }).first(where: alarms.contains)
                else { continue }
                subject = above
            }
            let readable = ReadableLogLine.text(of: lines[place])
            let shown = LogAdvice(in: readable)
            self.place = place
            self.subject = subject
            line =
                shown.map { Wording.essence(readable, around: $0.start, limit: Self.limit) }
                ?? Wording.essence(readable, limit: Self.limit)
            text = Wording.sentence(shown?.text(of: readable) ?? readable, limit: Self.limit)
            return
        }
        return nil
    }

    /// How many lines below its error advice may stand.
    private static let reach = 3
    /// Advice says more than one thing.
    private static let limit = 400
}
