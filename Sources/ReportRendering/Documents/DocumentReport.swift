/// A report that is a document for programs: members and their order, whatever the notation.
protocol DocumentReport: Sendable {
    /// Writes the one value that the document is.
    ///
    /// - Throws: only what the writer's sink throws.
    func write<Writer: DocumentWriter & ~Copyable>(to writer: inout Writer) throws
}

/// The contract of all documents.
enum DocumentContract {
    /// The contract's name; a change that breaks readers changes it.
    static let schemaVersion = "dsdoctor/v1"
}
