import CLibArchive

/// Bytes compressed on their own: members one after the other are one gzip file.
package enum GzipMember {
    /// Beyond the first level zlib takes twice the time for a tenth of the size.
    private static let level = "1"

    package static func compressed(_ bytes: [UInt8]) throws(StreamError) -> [UInt8] {
        guard let archive = archive_write_new() else { throw .outOfMemory(path: "") }
        defer { archive_write_free(archive) }
        // What does not shrink grows by little.
        var packed = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 4096)
        var count = 0
        let isWritten = packed.withUnsafeMutableBytes { buffer in
            archive_write_add_filter_gzip(archive) == ARCHIVE_OK
                && archive_write_set_filter_option(archive, "gzip", "compression-level", level) == ARCHIVE_OK
                // No time of day: the same snapshot gives the same bytes.
                && archive_write_set_filter_option(archive, "gzip", "timestamp", nil) == ARCHIVE_OK
                && archive_write_set_format_raw(archive) == ARCHIVE_OK
                && archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &count) == ARCHIVE_OK
                && RawEntry.write(bytes, to: archive)
                && archive_write_close(archive) == ARCHIVE_OK
        }
        guard isWritten else { throw .outOfMemory(path: "") }
        // A copy: an array that is only shortened keeps the memory of its full length.
        return Array(packed[..<count])
    }

    /// The compressed data, in portions.
    package static func decompress(_ gzip: [UInt8], to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        let handle = try ArchiveHandle(MemoryByteStream(gzip), path: "")
        guard try handle.nextEntry() != nil else { return }
        let stream = ArchiveByteStream(handle, path: "")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try stream.read(into: buffer), count > 0 {
            try sink(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}

/// The only entry of a file that is compressed and no archive.
enum RawEntry {
    static func write(_ bytes: [UInt8], to archive: OpaquePointer) -> Bool {
        guard begin(in: archive) else { return false }
        return bytes.withUnsafeBytes { write($0, to: archive) }
    }

    static func begin(in archive: OpaquePointer) -> Bool {
        guard let entry = archive_entry_new() else { return false }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, "snapshot.json")
        archive_entry_set_filetype(entry, UInt32(regularFile))
        return archive_write_header(archive, entry) == ARCHIVE_OK
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to archive: OpaquePointer) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = archive_write_data(archive, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// `AE_IFREG`, a cast that Swift does not import.
private let regularFile = 0o100000
