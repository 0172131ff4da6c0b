import Glibc

/// The kind of file at a path.
package enum FileKind {
    case file
    case directory

    /// The kind of file at `path`, following links.
    package static func of(_ path: String) throws(StreamError) -> FileKind {
        var status = stat()
        if stat(path, &status) != 0 { throw FileByteStream.error(path: path, number: errno) }
        return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
    }
}
