import ArgumentParser
import ByteStreams

/// The files that `-o FORMAT=FILE` names.
enum OutputFiles {
    /// Makes sure that each format has a place of its own: a file that no other goes to, however it is spelt, or standard
    /// output for at most one.
    ///
    /// - Throws: a usage error.
    static func check(_ requests: [(format: String, file: String?)]) throws {
        var files: [String: String] = [:]
        for (format, file) in requests {
            guard let file else { continue }
            if file.isEmpty { throw ValidationError("-o \(format)=: the file name is empty.") }
            guard let other = files.updateValue(file, forKey: FileTarget.identity(of: file)) else { continue }
            throw ValidationError(
                other == file
                    ? "-o names file \(file) twice." : "-o names one file twice: \(other) and \(file).")
        }
        let printed = requests.filter { $0.file == nil }.map(\.format)
        if printed.count > 1 {
            throw ValidationError(
                "-o \(printed.joined(separator: " and -o ")) both go to standard output: "
                    + "write one to a file, for example -o \(printed[1])=FILE.")
        }
    }
}
