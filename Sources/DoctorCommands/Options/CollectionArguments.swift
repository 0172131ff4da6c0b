import ArgumentParser
import SnapshotCollector

/// How much of the live cluster is asked for at a time.
struct CollectionArguments: ParsableArguments {
    @Option(
        name: .customLong("chunk-size"),
        help: ArgumentHelp("Objects per page of a list, 0 for one page; by default 500.", valueName: "objects"))
    var chunkSize: Int?

    @Option(help: ArgumentHelp("Requests at the same time; by default 4.", valueName: "requests"))
    var concurrency: Int?

    @Option(
        name: .customLong("logs"),
        help: ArgumentHelp(
            "Pods to read logs from for each kind of failure, 0 for none; by default 3.",
            valueName: "pods"))
    var logsPerCause: Int?

    @Option(
        name: .customLong("list-limit"),
        help: ArgumentHelp("Read at most so many objects of a kind; by default 150000.", valueName: "objects"))
    var maxListObjectCount: Int?

    func validate() throws {
        if let chunkSize, !(0...100_000).contains(chunkSize) {
            throw ValidationError("--chunk-size is \(chunkSize), but must be between 0 and 100000.")
        }
        if let concurrency, !(1...64).contains(concurrency) {
            throw ValidationError("--concurrency is \(concurrency), but must be between 1 and 64.")
        }
        if let maxListObjectCount, !(1...10_000_000).contains(maxListObjectCount) {
            throw ValidationError("--list-limit is \(maxListObjectCount), but must be between 1 and 10000000.")
        }
        if let logsPerCause, !(0...1000).contains(logsPerCause) {
            throw ValidationError("--logs is \(logsPerCause), but must be between 0 and 1000.")
        }
    }

    /// The options for the collector.
    var options: CollectionOptions {
        var options = CollectionOptions()
        options.chunkSize = chunkSize ?? options.chunkSize
        options.concurrency = concurrency ?? options.concurrency
        options.logsPerCause = logsPerCause ?? options.logsPerCause
        options.maxListObjectCount = maxListObjectCount ?? options.maxListObjectCount
        return options
    }

    /// The first option that was given; nil for none.
    var givenOption: String? {
        if chunkSize != nil { return "--chunk-size" }
        if concurrency != nil { return "--concurrency" }
        if maxListObjectCount != nil { return "--list-limit" }
        return logsPerCause != nil ? "--logs" : nil
    }
}
