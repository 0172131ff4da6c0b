import Glibc

/// A program that a test starts.
///
/// Foundation's `Process` is not used: where many run at a time it may never tell that one ended, and its pipes stay
/// open in programs that others start meanwhile.
public final class ChildProcess {
    /// Why a program did not start.
    public struct CannotStart: Error {
        /// The name or path that was asked for.
        public var program: String
        /// One of `errno`.
        public var number: Int32
    }

    /// What a program that ended left.
    public struct Outcome: Sendable {
        /// 128 and the signal's number where a signal ended it, as a shell tells it.
        public var exitCode: Int32
        /// What it wrote to standard output.
        public var output: [UInt8]
        /// What it wrote to standard error.
        public var errors: [UInt8]
    }

    private let identifier: pid_t
    private var exitCode: Int32?

    /// Starts `program`, which is looked for in `PATH` unless it is a path. It inherits nothing that is open, and its
    /// input is empty.
    ///
    /// - Parameters:
    ///   - program: its name or path
    ///   - arguments: without the program's own name
    ///   - directory: where it runs; nil: where the tests do
    ///   - output: a descriptor for standard output; nil: none
    ///   - errors: a descriptor for standard error; nil: none
    /// - Throws: `CannotStart`
    public init(
        _ program: String, _ arguments: [String], in directory: String? = nil, output: Int32? = nil,
        errors: Int32? = nil
    ) throws(CannotStart) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        for (standard, given) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
            if let given {
                posix_spawn_file_actions_adddup2(&actions, given, standard)
            } else {
                posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_WRONLY, 0)
            }
        }
        // Those that are not open are passed over.
        for descriptor in STDERR_FILENO + 1..<Self.mostDescriptors {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        // The threads of tests block signals, which a child would inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        let line = (directory.map { ["env", "-C", $0] } ?? []) + [program] + arguments
        let words = line.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = -1
        let number = posix_spawnp(&child, line[0], &actions, &attributes, words, environ)
        guard number == 0 else { throw CannotStart(program: program, number: number) }
        identifier = child
    }

    deinit {
        guard exitCode == nil else { return }
        kill(identifier, SIGKILL)
        waitUntilExit()
    }

    /// More than tests have open at a time.
    private static let mostDescriptors: Int32 = 1024

    /// Whether it goes on.
    public var isRunning: Bool { wait(WNOHANG) == nil }

    /// Waits for its end, and returns its exit code.
    @discardableResult
    public func waitUntilExit() -> Int32 { wait(0) ?? -1 }

    private func wait(_ options: Int32) -> Int32? {
        if let exitCode { return exitCode }
        var status: Int32 = 0
        var ended: pid_t
        repeat { ended = waitpid(identifier, &status, options) } while ended == -1 && errno == EINTR
        guard ended != 0 else { return nil }
        let signal = status & 0x7F
        exitCode = ended == -1 ? -1 : signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        return exitCode
    }

    /// Runs `program` to its end.
    ///
    /// - Parameters:
    ///   - program: its name or path
    ///   - arguments: without the program's own name
    ///   - directory: where it runs; nil: where the tests do
    /// - Returns: its exit code and what it printed until then
    /// - Throws: `CannotStart`
    public static func run(_ program: String, _ arguments: [String], in directory: String? = nil) throws(CannotStart)
        -> Outcome
    {
        // Into files: with pipes a full one would have to be read while the other is waited for.
        guard let output = tmpfile() else { throw CannotStart(program: program, number: errno) }
        defer { fclose(output) }
        guard let errors = tmpfile() else { throw CannotStart(program: program, number: errno) }
        defer { fclose(errors) }
        let process = try ChildProcess(
            program, arguments, in: directory, output: fileno(output), errors: fileno(errors))
        let exitCode = process.waitUntilExit()
        return Outcome(exitCode: exitCode, output: content(of: output), errors: content(of: errors))
    }

    private static func content(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        rewind(file)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 { content += piece[..<count] }
        return content
    }
}
