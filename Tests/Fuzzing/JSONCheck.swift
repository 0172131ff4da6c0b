import CSimdJSON
import CheckedJSON
import SnapshotCollector

/// JSON as a saved cluster, as any value, and cut into windows.
struct JSONCheck {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func run() {
        if SnapshotCheck.read(bytes) != nil { SnapshotCheck.saveAndReadBack(bytes) }
        checkValue()
        checkCut()
    }

    /// A value that is written reads back equal.
    private func checkValue() {
        guard let value = try? JSONValue(bytes), isWellFormed(bytes) else { return }
        let written = value.bytes
        require(isWellFormed(written), "JSON to the letter: \(String(decoding: written, as: UTF8.self))")
        require((try? JSONValue(written)) == value, "the same value: \(String(decoding: written, as: UTF8.self))")
    }

    /// The items are the same wherever the stream is cut.
    private func checkCut() {
        let whole = SplitItems(bytes, cut: nil)
        let cut = bytes.count * Int(bytes.first ?? 0) / 256
        for place in [cut, bytes.count / 2] {
            require(SplitItems(bytes, cut: place) == whole, "the same items when cut at \(place)")
        }
    }
}

/// Whether the bytes are JSON to the letter.
func isWellFormed(_ bytes: [UInt8]) -> Bool {
    guard let reader = csj_reader_create() else { return false }
    defer { csj_reader_destroy(reader) }
    return bytes.withUnsafeBufferPointer { buffer in
        csj_reader_load(reader, buffer.baseAddress, buffer.count) == csj_failure_none
            && csj_reader_is_well_formed(reader, 256)
    }
}

/// What the splitter finds in bytes that arrive in one piece or two.
private struct SplitItems: Equatable {
    private var events: [[UInt8]] = []

    init(_ bytes: [UInt8], cut: Int?) {
        // A small limit, so that items which pass it are met as well.
        guard let splitter = csj_splitter_create(1 << 20) else { return }
        defer { csj_splitter_destroy(splitter) }
        var window: [UInt8] = []
        var from = 0
        for end in [cut ?? bytes.count, bytes.count] {
            window += bytes[from..<end]
            from = end
            guard take(from: splitter, window) else { return }
            let retained = csj_splitter_retained(splitter)
            window.removeFirst(retained)
            csj_splitter_discard(splitter, retained)
        }
        if !csj_splitter_is_between_documents(splitter) { events.append(Array("unfinished".utf8)) }
    }

    /// Notes what is complete in the window; false when it is no JSON.
    private mutating func take(from splitter: OpaquePointer, _ window: [UInt8]) -> Bool {
        var (start, length) = (0, 0)
        while true {
            let event = window.withUnsafeBufferPointer {
                csj_splitter_next(splitter, $0.baseAddress, $0.count, &start, &length)
            }
            switch event {
            case csj_event_need_input: return true
            case csj_event_item, csj_event_document: events.append(Array(window[start..<start + length]))
            case csj_event_list_end:
                let envelope = csj_splitter_envelope(splitter, &length)
                events.append(Array(UnsafeBufferPointer(start: envelope, count: length)))
            default: events.append([UInt8(truncatingIfNeeded: event.rawValue)])
            }
            if event == csj_event_invalid { return false }
        }
    }
}
