import Glibc

/// Walks the names in a directory.
enum DirectoryListing {
    /// Hands each name to `body` as it is read, hidden ones left out, in no order: a body that throws ends the walk.
    static func forEachName(
        in directory: String, _ body: (String) throws(CollectorError) -> Void
    ) throws(CollectorError) {
        guard let handle = opendir(directory) else {
            if errno == ENOTDIR { throw .notADirectory(path: directory) }
            throw FileByteStream.error(path: directory, number: errno)
        }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { try body(name) }
        }
    }
}
