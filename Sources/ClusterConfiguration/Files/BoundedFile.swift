import Glibc

/// Reads files that somebody else may have written: never more than is sensible, and never from something that blocks.
enum BoundedFile {
    /// Kubeconfigs of thousands of clusters have some MB.
    static let mostKubeconfigBytes = 16 << 20
    /// A bundle of all public authorities has a quarter of a MB.
    static let mostCredentialBytes = 4 << 20

    struct Failure: Error {
        var reason: String
        var isMissing = false
    }

    /// The bytes of a regular file, or of `/dev/null`.
    static func read(_ path: String, most: Int) throws(Failure) -> [UInt8] {
        // Without O_NONBLOCK, opening a named pipe waits for a writer, and be it for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Failure(reason: "it is a directory")
        case S_IFCHR where path == "/dev/null": return []
        default: throw Failure(reason: "it is not a regular file")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(errno)
            }
            if count == 0 { return bytes }
            if bytes.count + count > most { throw Failure(reason: "it is larger than \(most >> 20) MiB") }
            bytes += buffer[..<count]
        }
    }

    private static func failure(_ number: Int32) -> Failure {
        Failure(reason: String(cString: strerror(number)).lowercased(), isMissing: number == ENOENT)
    }
}
