import CLibArchive

/// Compresses a stream with Zstandard.
package final class ZstandardStream {
    private let archive: OpaquePointer
    fileprivate var sink: ((UnsafeRawBufferPointer) throws -> Void)?
    /// The sink's error, which can't pass through libarchive.
    fileprivate var failure: (any Error)?

    package init() throws(StreamError) {
        guard let archive = archive_write_new() else { throw .outOfMemory(path: "") }
        self.archive = archive
    }

    deinit {
        forgetSink()
        archive_write_free(archive)
    }

    /// Begins; `sink` is used until ``forgetSink()``.
    package func open(_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
        self.sink = sink
        let context = Unmanaged.passUnretained(self).toOpaque()
        try check(
            archive_write_add_filter_zstd(archive) == ARCHIVE_OK && archive_write_set_format_raw(archive) == ARCHIVE_OK
                // Nothing is to be filled up to a block.
                && archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK
                && archive_write_open(archive, context, nil, passOn, nil) == ARCHIVE_OK
                && RawEntry.begin(in: archive))
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        try check(RawEntry.write(bytes, to: archive))
    }

    package func close() throws {
        try check(archive_write_close(archive) == ARCHIVE_OK)
    }

    package func forgetSink() { sink = nil }

    private func check(_ isWell: Bool) throws {
        if let failure { throw failure }
        if isWell { return }
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be compressed"
        throw StreamError.notWritten(path: "", reason: reason)
    }
}

private func passOn(
    _ archive: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
    guard let context else { return -1 }
    let stream = Unmanaged<ZstandardStream>.fromOpaque(context).takeUnretainedValue()
    guard let sink = stream.sink else { return -1 }
    do {
        try sink(UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    } catch {
        stream.failure = error
        return -1
    }
}
