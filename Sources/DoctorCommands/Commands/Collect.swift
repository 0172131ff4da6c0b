import ArgumentParser
import SecretRedaction
import SnapshotSaving
import Wording

/// `dsdoctor collect`: saves a snapshot in the project's own form.
struct Collect: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Save a cluster in one file, without what is secret in it.",
        discussion: """
            The file is a List that kubectl reads too, one object a line, with what objects
            do not tell (logs, gaps, the time) beside them. Values of environment variables,
            annotations and what looks like credentials are replaced by REDACTED; Secrets,
            ConfigMaps and other kinds that no diagnosis needs are left out. The diagnosis
            of the file is that of what it was made from.

            EXAMPLES
              dsdoctor collect -o cluster.json.gz
              dsdoctor collect --context production -o cluster.json.gz
              dsdoctor collect --snapshot must-gather.tar.gz -o cluster.json.gz
              dsdoctor collect --snapshot dump/ -o - --redact-pattern 'acme-[a-z]+' | less

            EXIT CODES
              0   the snapshot was saved
              2   it could not be read or written
              64  the command line could not be understood
            """)

    @OptionGroup(title: "Where from")
    var source: SourceOptions

    @Option(
        name: [.customShort("n", allowingJoined: true), .long],
        help: "The namespace to read of a live cluster whose other namespaces may not be read.")
    var namespace: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The file to write, compressed when its name ends in .gz or .zst; - for standard output.",
            valueName: "file"),
        completion: .file(extensions: ["json", "gz", "zst"]))
    var output: String

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup
    var log: LogOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("The value of --output is empty.") }
        if namespace != nil, !source.paths.isEmpty {
            throw ValidationError("--namespace is for a live cluster, and --snapshot names a saved one.")
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
            context.writeError("Missing: \(gaps.count - Self.mostGaps) things more, which the saved file names.")
        }
        return .nothingFound
    }
}
