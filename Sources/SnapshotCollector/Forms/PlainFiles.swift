import ByteStreams

/// Files that no tool has arranged: JSON and YAML, plain or compressed, archives, and files whose names tell nothing.
struct PlainFiles: BundleForm {
    private static let archives = [
        ".tar", ".tgz", ".txz", ".tbz2", ".tzst", ".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2", ".zip",
    ]

    let name = "plain files"
    let precedence = 0

    func purpose(of file: FilePath) -> FilePurpose? {
        if file.parts.isEmpty { return nil }
        if Self.archives.contains(where: file.name.lowercased().hasSuffix) { return .archive }
        if file.documentName != nil { return .document }
        // `kubectl cluster-info dump > dump`, or `… > dump.txt`.
        let name = file.unpackedName
        return !name.contains(".") || name.hasSuffix(".txt") ? .unnamed(isWanted: Self.looksLikeKubernetes) : nil
    }

    /// Whether content seems to hold objects of Kubernetes, or an archive.
    private static func looksLikeKubernetes(_ bytes: [UInt8]) -> Bool {
        switch ContentForm(bytes) {
        case .packed: return true
        case .empty, .foreign: return false
        case .json, .yaml:
            let text = String(decoding: bytes, as: UTF8.self)
            return text.contains("apiVersion") && (text.contains("kind") || text.contains("items"))
        }
    }
}
