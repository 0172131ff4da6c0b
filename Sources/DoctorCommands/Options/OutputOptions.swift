import ArgumentParser
import ByteStreams
import ReportRendering

/// In which formats a command's report is given, and where each goes.
struct OutputOptions<Content: RenderableReport>: ParsableArguments {
    @Option(
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: ArgumentHelp(
            "Output format; with =FILE write it to that file. May be repeated.",
            valueName: "format[=file]"))
    var requests: [OutputRequest<Content>] = [.usual]

    @OptionGroup
    var page: PageOptions

    func validate() throws {
        try OutputFiles.check(requests.map { (format: $0.format.name, file: $0.file) })
    }

    /// Whether any of the formats draws pictures, which take more of the snapshot than the report.
    var drawsPictures: Bool { requests.contains(where: \.format.drawsPictures) }

    /// Makes sure that a report of another type has all formats that are asked for.
    ///
    /// - Throws: a usage error that names the option which makes it one of another type.
    func requireFormats<Other: RenderableReport>(of other: Other.Type, for option: String) throws {
        let missing = requests.first { ReportFormat<Other>(named: $0.format.name) == nil }
        if let missing {
            let names = Other.formats.map(\.name)
            throw ValidationError(
                "\(option) has no -o \(missing.format.name): use -o \(names.joined(separator: ", ")).")
        }
    }

    /// Makes sure that people read one of the reports, for an option that is for people only.
    ///
    /// - Throws: a usage error.
    func requirePeople(for option: String) throws {
        if requests.contains(where: \.format.isForPeople) { return }
        let names = Content.formats.filter(\.isForPeople).map(\.name)
        throw ValidationError("\(option) works only with -o \(names.joined(separator: " or ")).")
    }

    /// Begins the files, before anything is read: nobody waits for a diagnosis to learn of a wrong path.
    ///
    /// - Throws: as soon as one cannot be written.
    func open(in context: CommandContext) throws -> ReportOutputs<Content> { try open(for: Content.self, in: context) }

    /// Does the same for a report of another type, which has formats of the same names.
    func open<Other: RenderableReport>(
        for other: Other.Type, in context: CommandContext
    ) throws -> ReportOutputs<Other> {
        let requests = requests.compactMap { request in
            ReportFormat<Other>(named: request.format.name).map { (format: $0, file: request.file) }
        }
        return try ReportOutputs(
            files: requests.compactMap { request in
                // As with the shell's >, the user's mask says who may read it.
                try request.file.map { (request.format, try AtomicFile(path: $0, permissions: 0o666)) }
            },
            printed: requests.first { $0.file == nil }?.format,
            fileStyle: page.style(in: context, isTerminal: false),
            printedStyle: page.style(in: context, isTerminal: true))
    }
}

/// The value of `-o`: `FORMAT` for standard output, or `FORMAT=FILE`.
struct OutputRequest<Content: RenderableReport>: ExpressibleByArgument, CustomStringConvertible {
    var format: ReportFormat<Content>
    /// Nil for standard output, which `-` means too.
    var file: String?

    /// The format that is printed by default.
    static var usual: OutputRequest { OutputRequest(format: Content.formats[0]) }

    private init(format: ReportFormat<Content>) { self.format = format }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let format = ReportFormat<Content>(named: parts[0]) else { return nil }
        self.format = format
        if parts.count > 1, parts[1] != "-" { file = parts[1] }
    }

    var description: String { file.map { "\(format.name)=\($0)" } ?? format.name }

    static var allValueStrings: [String] { Content.formats.map(\.name) }

    static var allValueDescriptions: [String: String] { [:] }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
