import ArgumentParser
import ByteStreams

/// How `rollout` and `watch` tell what happens.
enum EventFormat: String, CaseIterable {
    case text
    case json
}

/// The value of their `-o`: `FORMAT` for standard output, or `FORMAT=FILE`.
struct EventOutput: ExpressibleByArgument, CustomStringConvertible {
    var format: EventFormat
    /// Nil for standard output, which `-` means too.
    var file: String?

    /// What is printed by default.
    static let usual = EventOutput(format: .text)

    private init(format: EventFormat) { self.format = format }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let format = EventFormat(rawValue: parts[0]) else { return nil }
        self.format = format
        if parts.count > 1, parts[1] != "-" { file = parts[1] }
    }

    var description: String { file.map { "\(format.rawValue)=\($0)" } ?? format.rawValue }

    static var allValueStrings: [String] { EventFormat.allCases.map(\.rawValue) }

    static var allValueDescriptions: [String: String] { [:] }

    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// Where news go as they happen: standard output, and files.
struct EventOutputs {
    /// What goes to standard output; nil for nothing.
    var printed: EventFormat?
    private var files: [(format: EventFormat, file: StreamedFile)]

    /// Begins the files, before anything is read: nobody waits long to learn of a wrong path.
    ///
    /// - Throws: as soon as one cannot be written.
    init(_ outputs: [EventOutput]) throws {
        printed = outputs.first { $0.file == nil }?.format
        files = try outputs.compactMap { output in
            try output.file.map { (output.format, try StreamedFile(path: $0)) }
        }
    }

    /// Whether anybody wants a format.
    func has(_ format: EventFormat) -> Bool { printed == format || filesHave(format) }

    /// Whether a file wants a format.
    func filesHave(_ format: EventFormat) -> Bool { files.contains { $0.format == format } }

    /// Writes to the files of a format.
    func write(_ bytes: [UInt8], as format: EventFormat) throws {
        for (wanted, file) in files where wanted == format { try file.write(bytes) }
    }
}
