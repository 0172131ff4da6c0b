import KubernetesModel

/// The path of a file inside of a directory or an archive, as forms look at it.
struct FilePath {
    /// From the top of the input, as it is written.
    let path: String
    /// Its directories and its name.
    let parts: [Substring]

    private static let compressions = [".gz", ".zst", ".xz", ".bz2"]
    private static let documents = [".json", ".yaml", ".yml"]

    init(_ path: String) {
        self.path = path
        parts = path.split(separator: "/")
    }

    /// The directories above the file.
    var directories: ArraySlice<Substring> { parts.dropLast() }

    /// The directory that the file is in; empty at the top.
    var folder: Substring { directories.last ?? "" }

    /// The name with all endings, as it is written.
    var name: Substring { parts.last ?? "" }

    /// The name up to its first dot, as it is written.
    var stem: Substring { name.prefix { $0 != "." } }

    /// The name in lower case without the ending of a compression.
    var unpackedName: Substring {
        let name = name.lowercased()
        return Self.compressions.first(where: name.hasSuffix).map { name.dropLast($0.count) } ?? name[...]
    }

    /// The name of a document in lower case without its endings; nil for other files.
    var documentName: Substring? {
        let name = unpackedName
        return Self.documents.first(where: name.hasSuffix).map { name.dropLast($0.count) }
    }
}

extension ObjectKind {
    /// The kind that a file or a directory is named for in the plural, whatever its endings: `pods.json`,
    /// `priority-classes`.
    init?(named name: some StringProtocol) {
        let word = Self.word(of: name)
        guard let kind = Self.allCases.first(where: { $0.plural == word }) else { return nil }
        self = kind
    }

    /// The letters of a name up to its first dot, in lower case.
    static func word(of name: some StringProtocol) -> String {
        name.lowercased().prefix { $0 != "." }.filter { $0 != "-" && $0 != "_" }
    }
}
