import Glibc

/// The output of a plugin, up to a limit.
struct PluginPipe {
    private(set) var bytes: [UInt8] = []
    private(set) var isAtEnd = false
    private var readEnd: Int32
    private(set) var writeEnd: Int32
    /// How many bytes are kept; of standard error the last ones, of standard output the first.
    private let most: Int
    /// Whether it is written on to this process' standard error, the first of it.
    private let passesOn: Bool
    private var passedOn = 0
    private static let mostPassedOn = 16 << 10
    /// The most bytes read at a time, so that other work gets its turn.
    private static let mostReads = 16

    /// Nil when there are no file descriptors left.
    init?(keeps most: Int, passesOn: Bool) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
        self.most = most
        self.passesOn = passesOn
        _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
    }

    mutating func closeWriteEnd() {
        if writeEnd >= 0 { Glibc.close(writeEnd) }
        writeEnd = -1
    }

    /// Closes both ends of a pipe that is not used.
    func closeBoth() {
        for end in [readEnd, writeEnd] where end >= 0 { Glibc.close(end) }
    }

    mutating func close() {
        closeWriteEnd()
        if readEnd >= 0 { Glibc.close(readEnd) }
        readEnd = -1
        isAtEnd = true
    }

    /// Waits until there is something to read, or an end, but not longer than told.
    static func await(_ pipes: [PluginPipe], or other: Int32, for duration: Duration) {
        let descriptors = pipes.filter { !$0.isAtEnd }.map(\.readEnd) + [other]
        var waits = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let milliseconds = Int32(duration.components.attoseconds / 1_000_000_000_000_000)
        _ = poll(&waits, nfds_t(waits.count), milliseconds)
    }

    /// Reads what is there.
    mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        for _ in 0..<Self.mostReads where !isAtEnd && (passesOn || bytes.count < most) {
            let count = Glibc.read(readEnd, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                isAtEnd = errno != EAGAIN
                return
            }
            if count == 0 {
                isAtEnd = true
                return
            }
            bytes += buffer[..<count]
            if passesOn {
                pass(on: buffer[..<count])
                bytes = Array(bytes.suffix(most))
            }
        }
    }

    /// Writes on what there is room for: nobody may be reading standard error.
    private mutating func pass(on bytes: ArraySlice<UInt8>) {
        var rest = bytes.prefix(Self.mostPassedOn - passedOn)
        while !rest.isEmpty {
            var room = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
            if poll(&room, 1, 0) != 1 { return }
            // A pipe that can be written to takes this much without waiting.
            let piece = rest.prefix(4096)
            let count = piece.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
            passedOn += count
            if passedOn == Self.mostPassedOn { write(STDERR_FILENO, "\n…\n", 5) }
        }
    }
}
