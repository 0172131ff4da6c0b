/// How a saved snapshot is compressed.
package enum SavedForm: Equatable, Sendable {
    case plain
    case gzip
    case zstandard

    /// The form that a file's name asks for.
    package init(fileName: String) {
        self = fileName.hasSuffix(".gz") ? .gzip : fileName.hasSuffix(".zst") ? .zstandard : .plain
    }
}
