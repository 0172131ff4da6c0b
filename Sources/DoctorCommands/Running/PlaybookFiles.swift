import ByteStreams
import RemedyPlaybooks

/// Playbooks from a directory.
enum PlaybookFiles {
    /// The built-in playbooks, with those of `directory` added and put in the place of others with the same `id`.
    ///
    /// - Throws: ``CommandError/playbooksInvalid(directory:first:count:)``, and what ``inDirectory(_:)`` throws.
    static func catalogue(addedFrom directory: String?) throws -> PlaybookCatalogue {
        guard let directory else { return .embedded }
        let files = try inDirectory(directory)
        do {
            return try PlaybookCatalogue.embedded.adding(files)
        } catch {
            let first = error.problems.first.map(\.description) ?? ""
            throw CommandError.playbooksInvalid(directory: directory, first: first, count: error.problems.count)
        }
    }

    /// The playbooks of a directory, not read yet.
    ///
    /// - Throws: ``CommandError/directoryWithoutPlaybooks(_:)`` where there is none, since that is hardly meant.
    static func inDirectory(_ directory: String) throws -> [PlaybookFile] {
        let files = try TextFiles.read(directory: directory, endings: [".yaml", ".yml"])
        if files.isEmpty { throw CommandError.directoryWithoutPlaybooks(directory) }
        let place = directory.hasSuffix("/") ? directory : directory + "/"
        return files.map { PlaybookFile(name: place + $0.name, text: $0.text) }
    }
}
