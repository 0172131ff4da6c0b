import CLibArchive
import Foundation

/// An archive, or one compressed file, written by libarchive.
enum Archive {
    enum Format {
        case tar
        case zip
        /// One file without a name.
        case raw
    }

    struct Failure: Error {
        var reason: String
    }

    /// The files packed; `filter` is as libarchive calls it: `none`, `gzip`, `zstd`, `xz`, `bzip2`.
    static func bytes(_ files: [(name: String, content: [UInt8])], _ format: Format, filter: String = "none") throws
        -> [UInt8]
    {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        guard let archive = archive_write_new() else { throw Failure(reason: "no memory") }
        defer { archive_write_free(archive) }
        func check(_ result: Int32) throws {
            if result < ARCHIVE_WARN {
                throw Failure(reason: archive_error_string(archive).map { String(cString: $0) } ?? "?")
            }
        }
        switch format {
        case .tar: try check(archive_write_set_format_pax_restricted(archive))
        case .zip: try check(archive_write_set_format_zip(archive))
        case .raw: try check(archive_write_set_format_raw(archive))
        }
        if filter != "none" { try check(archive_write_add_filter_by_name(archive, filter)) }
        try check(archive_write_open_filename(archive, file))
        for (name, content) in files {
            let entry = archive_entry_new()
            defer { archive_entry_free(entry) }
            archive_entry_set_pathname(entry, name)
            archive_entry_set_size(entry, Int64(content.count))
            // A regular file (`AE_IFREG`).
            archive_entry_set_filetype(entry, 0o100000)
            archive_entry_set_perm(entry, 0o600)
            try check(archive_write_header(archive, entry))
            if archive_write_data(archive, content, content.count) != content.count {
                throw Failure(reason: "not all was written")
            }
        }
        try check(archive_write_close(archive))
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    }
}
