import ByteStreams
import ClusterSnapshot
import Glibc

/// The output of `dsdoctor collect`, and any snapshot in one file: a list, with the logs of containers beside it as
/// `logs/<namespace>/<pod>/<container>.log` or `…-previous.log`.
///
/// SnapshotSaving knows the list's member `dsdoctor`.
struct SavedSnapshot: BundleForm {
    private static let mostFiles = 20_000

    let name = "saved snapshot"
    let precedence = 40

    func purpose(of file: FilePath) -> FilePurpose? { LogFile(inLogsDirectory: file.parts)?.purpose }

    /// Reads the logs. Whether the directory belongs to the snapshot at all only its names tell: what is of no such
    /// name, or cannot be read, is left alone.
    func readFiles(besideFileAt path: String, into assembly: SnapshotAssembly) {
        let root = (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + "logs"
        var count = 0
        for namespace in names(in: root) {
            for pod in names(in: "\(root)/\(namespace)") {
                for file in names(in: "\(root)/\(namespace)/\(pod)") {
                    let path = "\(root)/\(namespace)/\(pod)/\(file)"
                    guard let log = LogFile(inLogsDirectory: ["logs", namespace[...], pod[...], file[...]]),
                        count < Self.mostFiles, isRegularFile(path)
                    else { continue }
                    count += 1
                    if let log = try? log.read(try FileByteStream(path: path)) { assembly.add(log) }
                }
            }
        }
    }

    private func names(in directory: String) -> [String] {
        var names: [String] = []
        var status = stat()
        guard lstat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [] }
        try? DirectoryListing.forEachName(in: directory) { names.append($0) }
        return names.sorted()
    }

    private func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}

extension LogFile {
    /// The log at `logs/<namespace>/<pod>/<container>.log` or `…-previous.log`; nil for other paths.
    fileprivate init?(inLogsDirectory parts: [Substring]) {
        guard parts.count >= 4, parts[parts.count - 4] == "logs", let file = parts.last, file.hasSuffix(".log") else {
            return nil
        }
        let stem = file.dropLast(4)
        let isPrevious = stem.hasSuffix("-previous")
        self.init(
            namespace: String(parts[parts.count - 3]), pod: String(parts[parts.count - 2]),
            container: String(isPrevious ? stem.dropLast(9) : stem), isPrevious: isPrevious)
    }
}
