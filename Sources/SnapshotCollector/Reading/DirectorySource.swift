import ByteStreams
import ClusterSnapshot
import Glibc
import KubernetesModel
import Wording

/// A directory of saved objects, with all that is below it.
struct DirectorySource: SnapshotSource {
    private static let mostFiles = 200_000
    private static let deepest = 32

    let path: String

    var name: String { path }

    func read(into assembly: SnapshotAssembly) throws(CollectorError) {
        do throws(StreamError) { try readFiles(into: assembly) } catch { throw .stream(error) }
    }

    private func readFiles(into assembly: SnapshotAssembly) throws(StreamError) {
        var files: [String] = []
        try list("", depth: 0, into: &files)
        var reader = EntryReader(content: ContentReader(assembly: assembly))
        for file in files.sorted() {
            guard let stream = stream(of: file, noting: assembly) else { continue }
            try reader.read(stream, name: file)
        }
        try reader.requireAny(path: path)
    }

    /// The content of a file; nil for one that cannot be opened, which a gap tells, since the others may be good.
    private func stream(of file: String, noting assembly: SnapshotAssembly) -> FileByteStream? {
        do {
            return try FileByteStream(path: "\(path)/\(file)")
        } catch {
            let detail = "\(file) is left out: \(error.reason)"
            assembly.add(Gap(code: .objectUnreadable, detail: detail.escapedForOneLine))
            return nil
        }
    }

    /// Collects the wanted files below `directory`. Links are not followed: they may lead anywhere, or in circles.
    private func list(_ directory: String, depth: Int, into files: inout [String]) throws(StreamError) {
        let place = directory.isEmpty ? path : "\(path)/\(directory)"
        try DirectoryListing.forEachName(in: place) { name throws(StreamError) in
            let child = directory.isEmpty ? name : "\(directory)/\(name)"
            var status = stat()
            if lstat("\(path)/\(child)", &status) != 0 { return }
            let type = status.st_mode & S_IFMT
            if type == S_IFDIR, depth < Self.deepest {
                try list(child, depth: depth + 1, into: &files)
            } else if type == S_IFREG, EntryReader.isWanted(child) {
                files.append(child)
                if files.count > Self.mostFiles {
                    throw .tooLarge(path: path, reason: "it holds more than \(Self.mostFiles) files")
                }
            }
        }
    }
}
