import ArgumentParser
import Logging

/// The program's log of its own work.
struct LogOptions: ParsableArguments {
    @Option(
        name: .customLong("log-level"),
        help: "Log dsdoctor's own work to standard error from this level on.")
    var level: Logger.Level = .warning

    /// A logger that writes to standard error, so that results stay alone on standard output.
    var logger: Logger {
        var logger = Logger(label: "dsdoctor") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument, ChoiceArgument {}

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
