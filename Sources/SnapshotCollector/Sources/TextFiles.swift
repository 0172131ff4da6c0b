import Glibc

/// Small text files that people write, such as playbooks.
public enum TextFiles {
    /// As many bytes as a text file may have.
    private static let greatestSize = 1 << 20

    /// The files of a directory whose names end in one of `endings`, sorted by name, with their contents.
    ///
    /// - Throws: ``CollectorError`` when the directory or a file cannot be read, or a file is over 1 MiB.
    public static func read(
        directory: String, endings: [String]
    ) throws(CollectorError) -> [(name: String, text: String)] {
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
    /// - Throws: ``CollectorError`` when the file cannot be read or is over 1 MiB.
    public static func read(file path: String) throws(CollectorError) -> String {
        // Opening a pipe would wait for somebody to write.
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw .unreadable(path: path, reason: "it is no regular file")
        }
        let stream = try FileByteStream(path: path)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var failure: CollectorError?
            let count = chunk.withUnsafeMutableBytes { buffer in
                do throws(CollectorError) { return try stream.read(into: buffer) } catch { failure = error }
                return 0
            }
            if let failure { throw failure }
            if count == 0 { break }
            bytes += chunk[..<count]
            if bytes.count > greatestSize { throw .tooLarge(path: path, reason: "a text file of over 1 MiB") }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
