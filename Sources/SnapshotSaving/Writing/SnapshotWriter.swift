import ByteStreams

/// Writes a snapshot in the project's own form: a `v1 List` that kubectl reads too, an object a line, with a `dsdoctor`
/// member for what objects do not tell.
package struct SnapshotWriter {
    private let chunks: [SavedChunk]
    private let beginning: [UInt8]
    private static let separator = Array(",\n".utf8)
    private static let ending = Array("\n]}\n".utf8)

    /// The counts of hidden values and of omitted objects.
    package let report: RedactionReport

    package init(_ recorded: RecordedSnapshot) {
        let envelope = EnvelopeEncoding(recorded)
        report = envelope.report
        chunks = recorded.chunks
        beginning =
            #"{"apiVersion":"v1","kind":"List","metadata":{},"dsdoctor":"#.utf8 + envelope.json + ",\"items\":[\n".utf8
    }

    /// Writes a file that is there as a whole or not at all, compressed as its name says.
    ///
    /// A file of that name is replaced; a link is followed. Only the user may read it.
    package func write(toFile path: String) throws(StreamError) {
        let file = try AtomicFile(path: path)
        do {
            try write(as: SavedForm(fileName: path)) { try file.write($0) }
        } catch {
            guard let error = error as? StreamError else {
                throw .notWritten(path: path, reason: String(describing: error))
            }
            throw error
        }
        try file.commit()
    }

    /// Hands over the file's bytes, in portions that stay only for the time of the call.
    package func write(as form: SavedForm, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        switch form {
        case .plain: try writePlain(to: sink)
        case .gzip:
            // The chunks are compressed already, and members one after the other are one file.
            let separator = try GzipMember.compressed(Self.separator)
            try GzipMember.compressed(beginning).withUnsafeBytes(sink)
            for (place, chunk) in chunks.enumerated() {
                if place > 0 { try separator.withUnsafeBytes(sink) }
                try chunk.gzip.withUnsafeBytes(sink)
            }
            try GzipMember.compressed(Self.ending).withUnsafeBytes(sink)
        case .zstandard:
            let stream = try ZstandardStream()
            try withoutActuallyEscaping(sink) { sink in
                defer { stream.forgetSink() }
                try stream.open(sink)
                try writePlain { try stream.write($0) }
                try stream.close()
            }
        }
    }

    private func writePlain(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        try beginning.withUnsafeBytes(sink)
        for (place, chunk) in chunks.enumerated() {
            if place > 0 { try Self.separator.withUnsafeBytes(sink) }
            try GzipMember.decompress(chunk.gzip, to: sink)
        }
        try Self.ending.withUnsafeBytes(sink)
    }
}
