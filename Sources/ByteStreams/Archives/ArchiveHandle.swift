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
    fileprivate let budget: UnpackingBudget

    /// Reads a stream; `isNested` when it comes out of another archive.
    package init(
        _ stream: any ByteStream, path: String, budget: UnpackingBudget = UnpackingBudget(), isNested: Bool = false
    ) throws(StreamError) {
        guard let archive = archive_read_new() else { throw .outOfMemory(path: path) }
        self.archive = archive
        self.path = path
        self.budget = budget
        input = ArchiveInput(stream, budget: isNested ? nil : budget)
        // One by one: some of libarchive's other filters start a program.
        archive_read_support_filter_gzip(archive)
        archive_read_support_filter_bzip2(archive)
        archive_read_support_filter_xz(archive)
        archive_read_support_filter_zstd(archive)
        archive_read_support_filter_lz4(archive)
        archive_read_support_filter_compress(archive)
        archive_read_support_format_tar(archive)
        archive_read_support_format_zip(archive)
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
        let context = Unmanaged.passUnretained(input).toOpaque()
        let result = archive_read_open(archive, context, nil, readMoreInput, nil)
        if result != ARCHIVE_OK { throw failure() }
        // libarchive itself would go on unpacking what it has unpacked.
        if archive_filter_count(archive) > Self.mostFilters {
            throw .tooLarge(path: path, reason: "it is compressed too many times over")
        }
    }

    /// The stream itself, and it compressed twice.
    private static let mostFilters: Int32 = 3

    deinit { archive_read_free(archive) }

    /// Whether it is one compressed file, without names.
    package var isRaw: Bool { archive_format(archive) == ARCHIVE_FORMAT_RAW }

    /// The next entry, nil at the end.
    package func nextEntry() throws(StreamError) -> Entry? {
        var entry: OpaquePointer?
        let result = archive_read_next_header(archive, &entry)
        if result == ARCHIVE_EOF { return nil }
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else { throw failure() }
        let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
        return Entry(
            name: name.map { String(cString: $0) } ?? "", isFile: archive_entry_filetype(entry) == S_IFREG)
    }

    /// Passes over what is left of the present entry.
    ///
    /// To get there libarchive would unpack it in one go, however much it is.
    package func skipEntry() throws(StreamError) {
        // Nothing to unpack, and so no longer than the file is.
        if !isCompressed, archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR { return }
        var block: UnsafeRawPointer?
        var count = 0
        var offset: la_int64_t = 0
        while true {
            let result = archive_read_data_block(archive, &block, &count, &offset)
            if result == ARCHIVE_EOF { return }
            if result != ARCHIVE_OK { throw failure() }
            try budget.takeUnpacked(count, path: path)
        }
    }

    /// Whether anything had to be decompressed to get at the content.
    package var isCompressed: Bool { archive_filter_count(archive) > 1 }

    /// The last error.
    ///
    /// Where the input was at its end when libarchive wanted more, it was cut off.
    fileprivate func failure() -> StreamError {
        if let failure = input.failure { return failure }
        if archive_read_has_encrypted_entries(archive) > 0 {
            return .unreadable(path: path, reason: "it is encrypted; unpack it first")
        }
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

    package init(_ handle: ArchiveHandle, path: String) {
        self.handle = handle
        self.path = path
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        // In small portions: of one that fails, libarchive gives nothing, be it good at its beginning.
        let count = archive_read_data(handle.archive, buffer.baseAddress, min(buffer.count, Self.portion))
        if count < 0 { throw handle.failure() }
        try handle.budget.takeUnpacked(count, path: path)
        return count
    }
}

/// The source that libarchive reads.
private final class ArchiveInput {
    private let stream: any ByteStream
    /// The budget that counts the bytes read; nil if that was unpacked before.
    private let budget: UnpackingBudget?
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private(set) var failure: StreamError?
    private(set) var isAtEnd = false
    private(set) var byteCount = 0

    init(_ stream: any ByteStream, budget: UnpackingBudget?) {
        self.stream = stream
        self.budget = budget
    }

    deinit { buffer.deallocate() }

    /// The next bytes; a negative count after an error.
    func next() -> (count: Int, bytes: UnsafeRawPointer?) {
        do throws(StreamError) {
            let count = try stream.read(into: buffer)
            byteCount += count
            budget?.addPacked(count)
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
