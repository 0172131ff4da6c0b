import ByteStreams
import ClusterSnapshot
import Logging

/// The saved clusters that a gate holds a manifest to.
enum ClusterSources {
    /// A cluster and the files that hold its parts.
    struct Cluster: Equatable {
        /// Empty where only one cluster is asked about.
        var name: String
        var paths: [String]
    }

    private static let extensions = [
        ".gz", ".zst", ".xz", ".bz2", ".tar", ".tgz", ".zip", ".json", ".yaml", ".yml",
    ]

    /// The clusters of `--snapshot NAME=PATH`, in order; nil where no path has a name.
    ///
    /// A path that is there as it is written has no name, whatever stands in it.
    static func named(_ values: [String]) throws -> [Cluster]? {
        var clusters: [Cluster] = []
        var unnamed = 0
        for value in values {
            guard let (name, path) = split(value) else {
                unnamed += 1
                continue
            }
            if let known = clusters.firstIndex(where: { $0.name == name }) {
                clusters[known].paths.append(path)
            } else {
                clusters.append(Cluster(name: name, paths: [path]))
            }
        }
        if clusters.isEmpty { return nil }
        if unnamed > 0 { throw CommandError.snapshotsPartlyNamed }
        return clusters
    }

    private static func split(_ value: String) -> (String, String)? {
        guard let equals = value.firstIndex(of: "="), (try? FileKind.of(value)) == nil else { return nil }
        let (name, path) = (value[..<equals], value[value.index(after: equals)...])
        let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.@".contains($0) }
        return isName && !path.isEmpty ? (String(name), String(path)) : nil
    }

    /// The clusters of a directory: each of its files and directories is one, called after it.
    static func inDirectory(_ path: String) throws(StreamError) -> [Cluster] {
        var names: [String] = []
        try DirectoryListing.forEachName(in: path) { names.append($0) }
        let base = path.hasSuffix("/") ? path : "\(path)/"
        return names.sorted().map { Cluster(name: clusterName($0), paths: [base + $0]) }
    }

    private static func clusterName(_ file: String) -> String {
        var name = file[...]
        while let ending = extensions.first(where: { name.hasSuffix($0) && name.count > $0.count }) {
            name = name.dropLast(ending.count)
        }
        return String(name)
    }

    /// Whether a snapshot is a whole cluster, and not a part of one.
    static func isWhole(_ snapshot: Snapshot) -> Bool {
        !snapshot.nodes.isEmpty && !(snapshot.pods.isEmpty && snapshot.daemonSets.isEmpty)
    }
}
