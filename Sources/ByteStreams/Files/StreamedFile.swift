import Glibc

/// A file that grows while others read it: what is written is there at once.
package final class StreamedFile: Sendable {
    private let path: String
    private let descriptor: Int32

    /// Begins the file anew. The user's mask says who may read it.
    package init(path: String) throws(StreamError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        if descriptor < 0 { throw failure() }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    package func write(_ bytes: [UInt8]) throws(StreamError) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: buffer[start...]).baseAddress, bytes.count - start)
            }
            if count >= 0 { start += count } else if errno != EINTR { throw failure() }
        }
    }

    private func failure() -> StreamError {
        .notWritten(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
}
