import ArgumentParser
import Logging

/// What the program tells of its own work.
struct LogOptions: ParsableArguments {
    @Option(
        name: .customLong("log-level"),
        help: "Tell of the program's own work on standard error, from this level on, for instance debug.")
    var level: Logger.Level = .warning

    /// A logger that writes to standard error, so that results stay alone on standard output.
    var logger: Logger {
        var logger = Logger(label: "dsdoctor") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// A stage of the work.
struct Stage: Sendable {
    /// While it lasts: `reading the snapshot`.
    var doing: String
    /// When it is over: `read the snapshot`.
    var done: String

    static let reading = Stage(doing: "reading the snapshot", done: "read the snapshot")
    static let readingBefore = Stage(doing: "reading BEFORE", done: "read BEFORE")
    static let readingAfter = Stage(doing: "reading AFTER", done: "read AFTER")
    static let indexing = Stage(doing: "indexing the snapshot", done: "indexed the snapshot")
    static let diagnosing = Stage(doing: "diagnosing", done: "diagnosed")
    static let diagnosingBoth = Stage(doing: "diagnosing both", done: "diagnosed both")
    static let comparing = Stage(doing: "comparing", done: "compared")
    static let readingPlaybooks = Stage(doing: "reading the playbooks", done: "read the playbooks")
    static let tryingRemedies = Stage(doing: "trying remedies", done: "tried remedies")
    static let tryingChanges = Stage(doing: "trying the changes", done: "tried the changes")
    static let placing = Stage(doing: "asking where the pods fit", done: "asked where the pods fit")
    static let writing = Stage(doing: "writing the snapshot", done: "wrote the snapshot")
}

extension Logger {
    /// Does a stage of the work, and tells how long it took; and on a terminal what is being done, where that takes
    /// longer than a second.
    func timing<Result>(_ stage: Stage, _ work: () throws -> Result) rethrows -> Result {
        let clock = ContinuousClock()
        let begun = clock.now
        // What is logged would run into the line.
        let result = try logLevel > .info ? ProgressLine.showing(stage.doing, while: work) : work()
        debug("\(stage.done)", metadata: ["took": "\(begun.duration(to: clock.now))"])
        return result
    }
}
