import ClusterSnapshot
import Glibc

/// The directory `logs` beside a snapshot that is one file: `logs/<namespace>/<pod>/<container>.log`.
struct LogDirectory {
    private static let mostFiles = 20_000

    let path: String

    /// The directory beside the file at `path`.
    init(besideFileAt path: String) {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        self.path = directory + "logs"
    }

    /// Reads the logs. Whether the directory belongs to the snapshot at all only its names tell: what is of no such
    /// name, or cannot be read, is left alone.
    func read(into assembly: SnapshotAssembly) {
        var count = 0
        for namespace in names(in: path) {
            for pod in names(in: "\(path)/\(namespace)") {
                for file in names(in: "\(path)/\(namespace)/\(pod)") {
                    let file = "\(path)/\(namespace)/\(pod)/\(file)"
                    guard let name = LogName("logs/" + file.dropFirst(path.count + 1)), count < Self.mostFiles,
                        isRegularFile(file)
                    else { continue }
                    count += 1
                    for log in (try? name.read(try FileByteStream(path: file))) ?? [] { assembly.add(log) }
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
