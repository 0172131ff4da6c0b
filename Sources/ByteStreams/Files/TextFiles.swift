import Glibc

/// Small text files that people write, such as playbooks.
public enum TextFiles {
    /// As many bytes as a text file may have.
    private static let greatestSize = 1 << 20

    /// The files of a directory whose names end in one of `endings`, sorted by name, with their contents.
    ///
    /// - Throws: ``StreamError`` when the directory or a file cannot be read, or a file is over 1 MiB.
    public static func read(
        directory: String, endings: [String]
    ) throws(StreamError) -> [(name: String, text: String)] {
        var names: [String] = []
        try DirectoryListing.forEachName(in: directory) { name in
            if endings.contains(where: name.hasSuffix) { names.append(name) }
        }
        var files: [(name: String, text: String)] = []
        for name in names.sorted() { files.append((name, try read(file: "\(directory)/\(name)"))) }
        return files
    }

    /// The contents of a file.
    ///
    /// - Throws: ``StreamError`` when the file cannot be read or is over 1 MiB.
    public static func read(file path: String) throws(StreamError) -> String {
        // Opening a pipe would wait for somebody to write.
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw .unreadable(path: path, reason: "it is not a regular file")
        }
        guard let bytes = try WholeContent.read(try FileByteStream(path: path), limit: greatestSize) else {
            throw .tooLarge(path: path, reason: "it is over 1 MiB")
        }
        return String(decoding: TextEncoding.utf8(bytes), as: UTF8.self)
    }
}
