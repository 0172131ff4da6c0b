import ArgumentParser
import SecretRedaction
import SnapshotSaving
import Wording

/// `dsdoctor collect`: saves a snapshot in the project's own form.
struct Collect: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Save a cluster to one file, redacted.",
        usage: "dsdoctor collect -o <file> [--snapshot <path>] [<options>]",
        discussion: """
            The file is a List that kubectl can read, with logs, gaps and the capture time
            beside the objects. Values of environment variables, annotations and anything
            that looks like a credential become REDACTED. Secrets, ConfigMaps and other
            kinds that no diagnosis needs are left out. The saved file gives the same
            diagnosis as its source.

            EXAMPLES
              dsdoctor collect -o cluster.json.gz
              dsdoctor collect --context production -o cluster.json.gz
              dsdoctor collect --snapshot must-gather.tar.gz -o cluster.json.gz
              dsdoctor collect --snapshot dump/ -o - --redact-pattern 'acme-[a-z]+' | less

            EXIT CODES
              0   saved
              2   input unreadable or output not written
              64  usage error
            """)

    @OptionGroup(title: "Snapshot")
    var saved: SavedSourceOptions

    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("namespace")],
        help: ArgumentHelp(
            "Read only this namespace, if you may not read the others.", valueName: "namespace"))
    var namespaces: [String] = []

    /// The namespace that was named.
    var namespace: String? { namespaces.first }

    @Option(
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: ArgumentHelp(
            "The file to write; compressed if its name ends in .gz or .zst; - for standard output.",
            valueName: "file"),
        completion: .file(extensions: ["json", "gz", "zst"]))
    var output: String

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup(title: "More")
    var log: LogOptions

    @OptionGroup(title: "Live cluster")
    var live: LiveSourceOptions

    var source: SourceOptions { SourceOptions(saved: saved, live: live) }

    func validate() throws {
        try source.check()
        try GivenOnce.check(namespaces, "--namespace")
        if output.isEmpty { throw ValidationError("The value of --output is empty.") }
        if namespace != nil, !source.paths.isEmpty {
            throw ValidationError("--namespace is for a live cluster: remove it, or --snapshot.")
        }
    }

    /// The most gaps that are told one by one; all of them are in what is saved.
    private static let mostGaps = 20

    func run(in context: CommandContext) throws -> ExitStatus {
        let recorder = SnapshotRecorder(redaction: try redaction.redaction())
        let read = try log.logger.timing(.reading) {
            try context.readSnapshot(source.origin(namespace: namespace), recorder, log.logger)
        }
        guard let recorded = read.recorded else { throw CommandError.notRecorded }
        let gaps = recorded.snapshot.gaps.filter(\.isDamage)
        let copy = SnapshotCopy(output: output, isRedactionOff: redaction.isOff)
        try copy.save(recorded, in: context, logger: log.logger)
        for gap in gaps.prefix(Self.mostGaps) { context.writeError("Missing: \(TerminalText.escaped(gap.detail))") }
        if gaps.count > Self.mostGaps {
            context.writeError("Missing: \(gaps.count - Self.mostGaps) more; the saved file lists them.")
        }
        return .nothingFound
    }
}
