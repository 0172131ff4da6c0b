import Glibc

/// Walks the names in a directory.
package enum DirectoryListing {
    /// Hands each name to `body` as it is read, hidden ones left out, in no order: a body that throws ends the walk.
    package static func forEachName(
        in directory: String, _ body: (String) throws(StreamError) -> Void
    ) throws(StreamError) {
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
