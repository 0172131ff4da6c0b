import Glibc

/// A worker in a process of its own.
final class WorkerProcess {
    let identifier: pid_t
    /// Where its lines come from.
    let output: Int32
    private let errors: UnsafeMutablePointer<FILE>
    private var rest: [UInt8] = []

    struct CannotStart: Error {}

    /// Starts this program again with other arguments.
    init(_ arguments: [String], backtrace: Bool) throws(CannotStart) {
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0, let errors = tmpfile() else { throw CannotStart() }
        self.errors = errors
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fileno(errors), STDERR_FILENO)
        posix_spawn_file_actions_addclose(&actions, pipe[0])
        posix_spawn_file_actions_addclose(&actions, pipe[1])
        let options = "threads=crashed,images=none,registers=none,color=no,interactive=no,sanitize=no,cache=no"
        setenv("SWIFT_BACKTRACE", backtrace ? "enable=yes,\(options)" : "enable=no", 1)
        let words = ([CommandLine.arguments[0]] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = -1
        guard posix_spawn(&child, "/proc/self/exe", &actions, nil, words, environ) == 0 else { throw CannotStart() }
        close(pipe[1])
        identifier = child
        output = pipe[0]
    }

    deinit {
        close(output)
        fclose(errors)
    }

    /// The lines that have come since; nil at its end. To be called when there is something to read.
    func lines() -> [Substring]? {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(output, &piece, piece.count)
        guard count > 0 else { return nil }
        rest += piece[..<count]
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let text = String(decoding: rest[..<end], as: UTF8.self)
        rest.removeFirst(end + 1)
        return text.split(separator: "\n")
    }

    func end() { kill(identifier, SIGKILL) }

    /// Waits for its end: its exit code, or the negative number of the signal that ended it.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }

    /// What it wrote to standard error.
    var complaint: String {
        rewind(errors)
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&piece, 1, piece.count, errors), count > 0 { content += piece[..<count] }
        return String(decoding: content, as: UTF8.self)
    }
}
