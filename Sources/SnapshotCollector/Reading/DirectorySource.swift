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
        try list("", depth: 0, into: &files, noting: assembly)
        var reader = EntryReader(content: ContentReader(assembly: assembly))
        for file in files.sorted() {
            guard let stream = stream(of: file, noting: assembly) else { continue }
            do throws(StreamError) {
                try reader.read(stream, name: file)
            } catch {
                // One file that is too large is no reason to leave the others out.
                guard case .tooLarge = error else { throw error }
                leaveOut(file, error.reason, noting: assembly)
            }
        }
        try reader.requireAny(path: path)
    }

    /// The content of a file; nil for one that cannot be opened, which a gap tells, since the others may be good.
    private func stream(of file: String, noting assembly: SnapshotAssembly) -> FileByteStream? {
        do {
            return try FileByteStream(path: "\(path)/\(file)")
        } catch {
            leaveOut(file, error.reason, noting: assembly)
            return nil
        }
    }

    private func leaveOut(_ name: String, _ reason: String, isDoubtful: Bool = false, noting assembly: SnapshotAssembly)
    {
        let detail = "\(name) is left out: \(reason)"
        assembly.add(Gap(code: .objectUnreadable, detail: detail.escapedForOneLine, isDoubtful: isDoubtful))
    }

    /// Collects the wanted files below `directory`. Links are not followed: they may lead anywhere, or in circles.
    ///
    /// An entry that can't be listed, or disappears meanwhile, becomes a gap, since the rest may be good.
    private func list(
        _ directory: String, depth: Int, into files: inout [String], noting assembly: SnapshotAssembly
    ) throws(StreamError) {
        let place = directory.isEmpty ? path : "\(path)/\(directory)"
        do throws(StreamError) {
            try DirectoryListing.forEachName(in: place) { name throws(StreamError) in
                try take(
                    directory.isEmpty ? name : "\(directory)/\(name)", depth: depth, into: &files, noting: assembly)
            }
        } catch {
            if depth == 0 { throw error }
            if case .tooLarge = error { throw error }
            leaveOut("directory \(directory)", error.reason, noting: assembly)
        }
    }

    private func take(
        _ child: String, depth: Int, into files: inout [String], noting assembly: SnapshotAssembly
    ) throws(StreamError) {
        var status = stat()
        if lstat("\(path)/\(child)", &status) != 0 {
            if EntryReader.isWanted(child) {
                leaveOut(child, FileByteStream.error(path: child, number: errno).reason, noting: assembly)
            }
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            if depth < Self.deepest {
                try list(child, depth: depth + 1, into: &files, noting: assembly)
            } else {
                let reason = "it is more than \(Self.deepest) directories deep"
                leaveOut("directory \(child)", reason, isDoubtful: true, noting: assembly)
            }
        case S_IFREG:
            if !EntryReader.isWanted(child) { return }
            files.append(child)
            if files.count > Self.mostFiles {
                throw .tooLarge(path: path, reason: "it contains more than \(Self.mostFiles) files")
            }
        case S_IFLNK where FilePath(child).documentName != nil:
            leaveOut(child, "it is a link, and links are not followed", isDoubtful: true, noting: assembly)
        default: break
        }
    }
}
