import Glibc

/// The bytes of an open file.
package final class FileByteStream: ByteStream {
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private let path: String
    /// The bytes read from a pipe to learn whether somebody writes.
    private var firstByte: UInt8?
    /// How many bytes are still read: a file that grows while it is read has its end where it was when it was opened.
    private var bytesLeft: Int
    /// Whether nobody knows where the file ends: what comes from a pipe may have no end.
    private var mayBeEndless = true
    /// By default twenty times the largest cluster that Kubernetes is tested with, as kubectl prints it.
    private let mostBytes: Int

    /// Microseconds.
    private static let wait: UInt32 = 50_000
    private static let mostWaits = 60

    /// Opens a file; `-` is standard input. Of what has no size, `mostBytes` are read at most.
    package init(path: String, mostBytes: Int = 32 << 30) throws(StreamError) {
        self.path = path
        self.mostBytes = mostBytes
        bytesLeft = mostBytes
        if path == "-" {
            descriptor = STDIN_FILENO
            ownsDescriptor = false
            return
        }
        ownsDescriptor = true
        // Without O_NONBLOCK, opening a named pipe waits for a writer, and be it for ever.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw Self.error(path: path, number: errno) }
        try awaitWriter()
        if let size = try size() { (bytesLeft, mayBeEndless) = (size, false) }
        let flags = fcntl(descriptor, F_GETFL)
        if flags >= 0 { _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) }
    }

    /// How many bytes there are; nil where the system does not tell.
    ///
    /// - Throws: for a directory.
    private func size() throws(StreamError) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .unreadable(path: path, reason: "it is a directory")
        // Files of /proc and the like tell no size.
        case S_IFREG where status.st_size > 0: return Int(status.st_size)
        default: return nil
        }
    }

    /// Waits a moment for somebody to open the other end, where the file is a pipe.
    private func awaitWriter() throws(StreamError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
        for _ in 0..<Self.mostWaits {
            var byte: UInt8 = 0
            // Without a writer there is an end at once; with one there are bytes, or there is word that they are late.
            let count = Glibc.read(descriptor, &byte, 1)
            if count == 1 { firstByte = byte }
            if count != 0 { return }
            usleep(Self.wait)
        }
        throw .unreadable(path: path, reason: "nothing writes to this pipe")
    }

    deinit { if ownsDescriptor, descriptor >= 0 { close(descriptor) } }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        if let byte = firstByte, let start = buffer.baseAddress, !buffer.isEmpty {
            start.storeBytes(of: byte, as: UInt8.self)
            firstByte = nil
            return 1
        }
        if bytesLeft == 0, mayBeEndless {
            throw .tooLarge(path: path, reason: "it goes on after \(mostBytes >> 30) GB")
        }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, bytesLeft))
            if count >= 0 {
                bytesLeft -= count
                return count
            }
            if errno != EINTR { throw Self.error(path: path, number: errno) }
        }
    }

    /// The error for a number of `errno`.
    package static func error(path: String, number: Int32) -> StreamError {
        switch number {
        case ENOENT, ENOTDIR: return .notFound(path: path)
        case EACCES, EPERM: return .notPermitted(path: path)
        default: return .unreadable(path: path, reason: String(cString: strerror(number)))
        }
    }
}
