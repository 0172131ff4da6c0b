import CLibArchive

/// An archive or compressed file that libarchive reads from a stream.
package final class ArchiveHandle {
    /// An entry of an archive.
    package struct Entry {
        package var name: String
        package var isFile: Bool
    }

    fileprivate let archive: OpaquePointer
    private let input: ArchiveInput
    private let path: String
    /// Bytes given out so far, over all entries.
    fileprivate var byteCount = 0

    package init(_ stream: any ByteStream, path: String) throws(CollectorError) {
        guard let archive = archive_read_new() else { throw .outOfMemory(path: path) }
        self.archive = archive
        self.path = path
        input = ArchiveInput(stream)
        archive_read_support_filter_all(archive)
        archive_read_support_format_tar(archive)
        archive_read_support_format_zip(archive)
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
        let context = Unmanaged.passUnretained(input).toOpaque()
        let result = archive_read_open(archive, context, nil, readMoreInput, nil)
        if result != ARCHIVE_OK { throw failure() }
    }

    deinit { archive_read_free(archive) }

    /// Whether it is one compressed file, without names.
    var isRaw: Bool { archive_format(archive) == ARCHIVE_FORMAT_RAW }

    /// The next entry, nil at the end.
    package func nextEntry() throws(CollectorError) -> Entry? {
        var entry: OpaquePointer?
        let result = archive_read_next_header(archive, &entry)
        if result == ARCHIVE_EOF { return nil }
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else { throw failure() }
        let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
        return Entry(name: name, isFile: archive_entry_filetype(entry) == S_IFREG)
    }

    /// Whether anything had to be decompressed to get at the content.
    var isCompressed: Bool { archive_filter_count(archive) > 1 }

    /// What went wrong last.
    ///
    /// Where the input was at its end when libarchive wanted more, it was cut off.
    fileprivate func failure() -> CollectorError {
        if let failure = input.failure { return failure }
        if input.isAtEnd { return .truncated(path: path, offset: input.byteCount, completeObjects: 0) }
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "it is damaged"
        return .unreadable(path: path, reason: reason)
    }
}

/// The content of an archive's present entry.
package final class ArchiveByteStream: ByteStream {
    private static let portion = 64 << 10

    private let handle: ArchiveHandle
    private let path: String
    private let limit: Int

    package init(_ handle: ArchiveHandle, path: String, limit: Int) {
        self.handle = handle
        self.path = path
        self.limit = limit
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(CollectorError) -> Int {
        // In small portions: of one that fails, libarchive gives nothing, be it good at its beginning.
        let count = archive_read_data(handle.archive, buffer.baseAddress, min(buffer.count, Self.portion))
        if count < 0 { throw handle.failure() }
        handle.byteCount += count
        if handle.byteCount > limit {
            throw .tooLarge(path: path, reason: "it unpacks to more than \(limit >> 30) GB")
        }
        return count
    }
}

/// What libarchive reads from.
private final class ArchiveInput {
    private let stream: any ByteStream
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private(set) var failure: CollectorError?
    private(set) var isAtEnd = false
    private(set) var byteCount = 0

    init(_ stream: any ByteStream) { self.stream = stream }

    deinit { buffer.deallocate() }

    /// The next bytes; a negative count after an error.
    func next() -> (count: Int, bytes: UnsafeRawPointer?) {
        do throws(CollectorError) {
            let count = try stream.read(into: buffer)
            byteCount += count
            isAtEnd = count == 0
            return (count, UnsafeRawPointer(buffer.baseAddress))
        } catch {
            failure = error
            return (-1, nil)
        }
    }
}

private func readMoreInput(
    _ archive: OpaquePointer?, _ context: UnsafeMutableRawPointer?,
    _ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
    guard let context else { return -1 }
    let next = Unmanaged<ArchiveInput>.fromOpaque(context).takeUnretainedValue().next()
    bytes?.pointee = next.bytes
    return next.count
}
