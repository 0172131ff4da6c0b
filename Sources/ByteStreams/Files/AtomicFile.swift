import Glibc

/// A file that appears under its name when it is complete.
///
/// Until then it has no name at all, so that nothing is left of it whatever ends the program. File systems without such
/// files get a temporary name, which goes with the object.
package final class AtomicFile {
    /// `O_TMPFILE`, a macro that Swift does not import.
    private static let withoutName = O_DIRECTORY | 0o20_000_000

    private let path: String
    private let permissions: mode_t
    /// The path with links followed.
    private let target: String
    private var descriptor: Int32 = -1
    private var temporaryName: String?
    /// Whether the target is a pipe or a device, which is written as it stands.
    private var isDirect = false

    /// Begins the file. `permissions` are those of a new file, less what the user's mask takes away.
    package init(path: String, permissions: UInt32 = 0o600) throws(StreamError) {
        self.path = path
        self.permissions = permissions
        target = try FileTarget.resolved(path)
        var status = stat()
        if stat(target, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { throw .notWritten(path: path, reason: "it is a directory") }
            isDirect = status.st_mode & S_IFMT != S_IFREG
        }
        if isDirect {
            descriptor = open(target, O_WRONLY | O_CLOEXEC)
        } else {
            openUnnamed()
            if descriptor < 0, [EOPNOTSUPP, EISDIR, EINVAL, ENOSYS].contains(errno) { openNamed() }
        }
        if descriptor < 0 { throw failure() }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if let temporaryName { unlink(temporaryName) }
    }

    private func openUnnamed() {
        descriptor = open(FileTarget.directory(of: target), O_WRONLY | O_CLOEXEC | Self.withoutName, permissions)
        // Without /proc it could get no name later.
        if descriptor >= 0, access("/proc/self/fd/\(descriptor)", F_OK) != 0 {
            close(descriptor)
            descriptor = -1
            errno = ENOSYS
        }
    }

    private func openNamed() {
        var template = Array("\(FileTarget.directory(of: target))/.dsdoctor-XXXXXX".utf8CString)
        descriptor = template.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.map { mkstemp($0) } ?? -1 }
        if descriptor < 0 { return }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // The mask can only be read by setting it.
        let mask = umask(0o077)
        umask(mask)
        fchmod(descriptor, permissions & ~mask)
        temporaryName = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(StreamError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw failure() }
        }
    }

    /// Gives the file its name, in place of what had it, once all of it is on disk.
    package func commit() throws(StreamError) {
        if isDirect { return }
        if fsync(descriptor) != 0 { throw failure() }
        if temporaryName == nil {
            if link(to: target) { return syncDirectory() }
            if errno != EEXIST { throw failure() }
            let name = "\(FileTarget.directory(of: target))/.dsdoctor-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
            if !link(to: name) { throw failure() }
            temporaryName = name
        }
        if let temporaryName, rename(temporaryName, target) != 0 { throw failure() }
        temporaryName = nil
        syncDirectory()
    }

    private func link(to name: String) -> Bool {
        linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    }

    /// Not every file system can; the file is there all the same.
    private func syncDirectory() {
        let directory = open(FileTarget.directory(of: target), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory < 0 { return }
        fsync(directory)
        close(directory)
    }

    private func failure() -> StreamError {
        .notWritten(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
}

/// Where a file is to be.
package enum FileTarget {
    /// Names one file alike, whatever it is called: by its directory with links followed, and its name there. A file that
    /// cannot be written is called as it was.
    package static func identity(of path: String) -> String {
        guard let target = try? resolved(path), let real = realpath(directory(of: target), nil) else { return path }
        defer { free(real) }
        let name = target.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        return "\(String(cString: real))/\(name)"
    }

    static func resolved(_ path: String) throws(StreamError) -> String {
        if path.isEmpty || path.hasSuffix("/") { throw .notWritten(path: path, reason: "it is not a file name") }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
        // What a link under /proc leads to, such as a pipe, has no path.
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return path }
        guard let real = realpath(path, nil) else { throw .notWritten(path: path, reason: "it is a broken link") }
        defer { free(real) }
        return String(cString: real)
    }

    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
