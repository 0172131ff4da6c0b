import KubernetesModel

/// What a file of a directory or an archive is for, told by its path in the layouts that tools write.
///
/// What objects a document holds is told by its content; paths say only what content cannot.
enum SavedFile {
    /// JSON or YAML, plain or compressed.
    case document
    /// Something that may be an archive or a document, which only its content tells.
    case unnamed
    /// An archive inside of the input.
    case archive
    case log(LogName)
    /// What a collector of a support bundle could not read: `cluster-resources/pods-errors.json`.
    case collectorErrors(ObjectKind)
    /// What the API server says of itself: `cluster-info/cluster_version.json`.
    case serverVersion
    /// What a kubelet measures: `node-metrics/<node>.json`.
    case kubeletSummary
    /// When a must-gather began and ended: `timestamp`.
    case gatherTimes

    private static let compressions = [".gz", ".zst", ".xz", ".bz2"]
    private static let archives = [
        ".tar", ".tgz", ".txz", ".tbz2", ".tzst", ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2", ".zip",
    ]
    private static let documents = [".json", ".yaml", ".yml"]

    /// Nil for what is not worth opening.
    init?(_ path: String) {
        let parts = path.split(separator: "/")
        guard let name = parts.last?.lowercased(), !Self.isPassedOver(parts.dropLast()) else { return nil }
        if let log = LogName(path) {
            self = .log(log)
            return
        }
        if name == "timestamp" {
            self = .gatherTimes
            return
        }
        if Self.archives.contains(where: name.hasSuffix) {
            self = .archive
            return
        }
        let plain = Self.compressions.first(where: name.hasSuffix).map { name.dropLast($0.count) } ?? name[...]
        guard let ending = Self.documents.first(where: plain.hasSuffix) else {
            // `kubectl cluster-info dump > dump`, or `… > dump.txt`.
            guard !plain.contains(".") || plain.hasSuffix(".txt") else { return nil }
            self = .unnamed
            return
        }
        let stem = plain.dropLast(ending.count)
        let folder = parts.dropLast().last ?? ""
        if stem.hasSuffix("-errors") {
            guard let kind = ObjectKind(fileName: String(stem.dropLast("-errors".count))) else { return nil }
            self = .collectorErrors(kind)
        } else if stem == "cluster_version" {
            self = .serverVersion
        } else if folder == "node-metrics" {
            self = .kubeletSummary
        } else {
            self = .document
        }
    }

    /// Whether only `kubectl cluster-info dump` writes files of this name.
    static func isOfClusterDump(_ path: String) -> Bool {
        path.split(separator: "/").last.map { $0.hasPrefix("replication-controllers.") } ?? false
    }

    /// Whether nothing below these directories is of use: custom resources, and what could not be read of other kinds.
    private static func isPassedOver(_ directories: ArraySlice<Substring>) -> Bool {
        directories.contains { $0 == "custom-resources" || $0.hasSuffix("-errors") || $0.hasSuffix("-errors.json") }
    }
}
