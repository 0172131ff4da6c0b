import ArgumentParser
import SnapshotCollector

/// How much of the live cluster is asked for at a time.
struct CollectionArguments: ParsableArguments {
    @Option(
        name: .customLong("chunk-size"),
        help: ArgumentHelp("Objects per page of a list; 0 for one page. By default 500.", valueName: "objects"))
    var chunkSize: Int?

    @Option(help: ArgumentHelp("Requests at the same time. By default 4.", valueName: "requests"))
    var concurrency: Int?

    @Option(
        name: .customLong("logs"),
        help: ArgumentHelp(
            "Pods to read logs from per kind of failure; 0 for none. By default 3.",
            valueName: "pods"))
    var logsPerCause: Int?

    @Option(
        name: .customLong("list-limit"),
        help: ArgumentHelp("Read at most this many objects of a kind. By default 150000.", valueName: "objects"))
    var maxListObjectCount: Int?

    func validate() throws {
        if let chunkSize, !(0...100_000).contains(chunkSize) {
            throw ValidationError("--chunk-size \(chunkSize): must be between 0 and 100000.")
        }
        if let concurrency, !(1...64).contains(concurrency) {
            throw ValidationError("--concurrency \(concurrency): must be between 1 and 64.")
        }
        if let maxListObjectCount, !(1...10_000_000).contains(maxListObjectCount) {
            throw ValidationError("--list-limit \(maxListObjectCount): must be between 1 and 10000000.")
        }
        if let logsPerCause, !(0...1000).contains(logsPerCause) {
            throw ValidationError("--logs \(logsPerCause): must be between 0 and 1000.")
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
