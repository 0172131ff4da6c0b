import DoctorCommands
import Glibc
import SnapshotCollector
import Synchronization

/// What a command did with an input.
struct CommandRun {
    var exitCode: Int32
    var output: [UInt8]
    var errors: [String]
    /// What it wrote to files, by format.
    var files: [String: [UInt8]] = [:]
    /// Seconds of the processor's time, and bytes of memory that the process had at most.
    var seconds: Double
    var memory: Int

    private static let base = BaseSnapshot()

    init(exitCode: Int32, output: [UInt8], errors: [String], seconds: Double, memory: Int) {
        self.exitCode = exitCode
        self.output = output
        self.errors = errors
        self.seconds = seconds
        self.memory = memory
    }

    /// Runs a command in this process, as the program does but for where the snapshots come from.
    init(_ command: FuzzedCommand, on input: some FuzzedInput, bytes: [UInt8], variant: Int, in directory: String)
        throws
    {
        var arguments = command.arguments[variant % command.arguments.count]
        if let place = arguments.firstIndex(of: FuzzedCommand.Input.manifest), let manifest = input.manifest {
            let path = "\(directory)/manifest"
            try Files.write(manifest, to: path)
            arguments[place] = path
        }
        if let place = arguments.firstIndex(of: FuzzedCommand.Input.plan) {
            let path = "\(directory)/plan"
            try Files.write(try Self.base.plan(for: input.base), to: path)
            arguments[place] = path
        }
        arguments += command.options[variant / command.arguments.count % command.options.count]
        let written = command.formats.dropFirst()
        if let first = command.formats.first { arguments += ["-o", first] }
        for format in written { arguments += ["-o", "\(format)=\(directory)/\(format)"] }

        let base = input.base
        let output = Mutex<[UInt8]>([])
        let errors = Mutex<[String]>([])
        let context = CommandContext(
            readSnapshot: { origin, recorder, _ in
                guard case .saved(let paths) = origin, let path = paths.first else { fatalError("reads \(origin)") }
                if path == FuzzedCommand.Input.base { return try Self.base.read(base) }
                guard let recorder else { return ReadSnapshot(try SnapshotReader.read(bytes: bytes, name: path)) }
                return ReadSnapshot(try SnapshotReader.record(bytes: bytes, name: path, by: recorder))
            },
            writeOutput: { bytes in output.withLock { $0 += bytes } },
            writeError: { line in errors.withLock { $0.append(line) } })
        ProcessFigures.forgetPeak()
        let start = ProcessFigures.seconds
        exitCode = DoctorProgram.run(arguments, in: context)
        seconds = ProcessFigures.seconds - start
        memory = ProcessFigures.peak
        self.output = output.withLock { $0 }
        self.errors = errors.withLock { $0 }
        for format in written { files[format] = Files.take("\(directory)/\(format)") }
    }
}

/// The snapshot that others are compared with, which is read once, and its plan, which is made once.
private final class BaseSnapshot: Sendable {
    private let last = Mutex<(bytes: [UInt8], read: ReadSnapshot)?>(nil)
    private let lastPlan = Mutex<(bytes: [UInt8], plan: [UInt8])?>(nil)

    func read(_ bytes: [UInt8]) throws -> ReadSnapshot {
        if let last = last.withLock({ $0 }), last.bytes == bytes { return last.read }
        let read = ReadSnapshot(try SnapshotReader.read(bytes: bytes, name: FuzzedCommand.Input.base))
        last.withLock { $0 = (bytes, read) }
        return read
    }

    /// What `plan -o json` prints for it.
    func plan(for bytes: [UInt8]) throws -> [UInt8] {
        if let last = lastPlan.withLock({ $0 }), last.bytes == bytes { return last.plan }
        let output = Mutex<[UInt8]>([])
        let context = CommandContext(
            readSnapshot: { _, _, _ in try self.read(bytes) },
            writeOutput: { bytes in output.withLock { $0 += bytes } },
            writeError: { StandardError.write($0) })
        _ = DoctorProgram.run(
            ["plan", "--snapshot", FuzzedCommand.Input.base, "--max-risk", "high", "-o", "json"], in: context)
        let plan = output.withLock { $0 }
        lastPlan.withLock { $0 = (bytes, plan) }
        return plan
    }
}

/// What this process uses.
enum ProcessFigures {
    /// Seconds of the processor's time, of all threads.
    static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Forgets the most memory that was used until now.
    static func forgetPeak() { try? Files.write(Array("5".utf8), to: "/proc/self/clear_refs") }

    /// The most bytes that were used since.
    static var peak: Int { status("VmHWM:") }

    private static func status(_ field: String) -> Int {
        let text = String(decoding: Files.content(of: "/proc/self/status") ?? [], as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }
}

/// What is no result.
enum StandardError {
    static func write(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}

/// Small files, read and written without more.
enum Files {
    struct CannotWrite: Error { var path: String }

    static func write(_ bytes: [UInt8], to path: String) throws {
        guard let file = fopen(path, "w") else { throw CannotWrite(path: path) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw CannotWrite(path: path) }
    }

    static func content(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 { content += piece[..<count] }
        return content
    }

    /// The content of a file, which goes.
    static func take(_ path: String) -> [UInt8]? {
        defer { unlink(path) }
        return content(of: path)
    }
}
