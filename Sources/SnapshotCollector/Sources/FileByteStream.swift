import Glibc

/// The bytes of an open file.
final class FileByteStream: ByteStream {
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private let path: String

    /// Opens a file; `-` is standard input.
    init(path: String) throws(CollectorError) {
        self.path = path
        if path == "-" {
            descriptor = STDIN_FILENO
            ownsDescriptor = false
            return
        }
        ownsDescriptor = true
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw Self.error(path: path, number: errno) }
    }

    deinit { if ownsDescriptor, descriptor >= 0 { close(descriptor) } }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CollectorError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw Self.error(path: path, number: errno) }
        }
    }

    /// The error for a number of `errno`.
    static func error(path: String, number: Int32) -> CollectorError {
        switch number {
        case ENOENT, ENOTDIR: return .notFound(path: path)
        case EACCES, EPERM: return .notPermitted(path: path)
        default: return .unreadable(path: path, reason: String(cString: strerror(number)))
        }
    }
}
