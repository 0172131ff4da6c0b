import CSimdJSON
import CheckedJSON
import Glibc

/// Reads of an object what it is found by; the rest stays as it is written.
final class ObjectScanner {
    /// Nil when memory is short: then no object can be read.
    private let reader = csj_reader_create()
    /// Equal texts are stored once: names of namespaces and nodes stand in many objects.
    private var interned: Set<String> = []

    deinit { reader.map(csj_reader_destroy) }

    /// The object; nil when it cannot be read or has no name.
    func object(_ bytes: [UInt8], fields: SelectableFields) -> StoredObject? {
        guard let reader else { return nil }
        var stored = StoredObject(
            bytes: bytes, namespace: "", name: "", resourceVersion: 0, metadata: 0..<0, labels: 0..<0, fields: [])
        var isRead = false
        bytes.withUnsafeBufferPointer { buffer in
            guard csj_reader_load(reader, buffer.baseAddress, buffer.count) == csj_failure_none else { return }
            readMetadata(reader, of: buffer, into: &stored)
            if fields.extraction.count > 0 {
                csj_reader_rewind(reader)
                var values = [String](repeating: "", count: fields.extraction.count)
                fields.extraction.read(reader, into: &values)
                stored.fields = fields.values(values).map(interning)
            }
            isRead = csj_reader_failure(reader) == csj_failure_none
        }
        return isRead && !stored.name.isEmpty ? stored : nil
    }

    private enum MetadataField: Int, CaseIterable {
        case name, namespace, resourceVersion, labels
    }

    private static nonisolated(unsafe) let objectKeys = keys(["metadata"])
    private static nonisolated(unsafe) let metadataKeys = keys(MetadataField.allCases.map { "\($0)" })

    private static func keys(_ names: [String]) -> OpaquePointer? {
        // The table of keys keeps the texts and not copies of them.
        let texts = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: names.count)
        for (place, name) in names.enumerated() { texts[place] = UnsafePointer(strdup(name)) }
        return csj_keys_create(texts, names.count)
    }

    private func readMetadata(
        _ reader: OpaquePointer, of buffer: UnsafeBufferPointer<UInt8>, into stored: inout StoredObject
    ) {
        guard let objectKeys = Self.objectKeys, let metadataKeys = Self.metadataKeys,
            csj_reader_enter_object(reader), csj_reader_next_field(reader, objectKeys) >= 0
        else { return }
        let place = csj_reader_place(reader)
        stored.metadata = range(reader, in: buffer)
        csj_reader_go_to(reader, place)
        guard csj_reader_enter_object(reader) else { return }
        var text = csj_text()
        while let field = MetadataField(rawValue: Int(csj_reader_next_field(reader, metadataKeys))) {
            switch field {
            case .name: if csj_reader_string(reader, &text) { stored.name = text.string }
            case .namespace: if csj_reader_string(reader, &text) { stored.namespace = interning(text.string) }
            case .resourceVersion:
                if csj_reader_string_or_number(reader, &text) { stored.resourceVersion = UInt64(text.string) ?? 0 }
            case .labels: stored.labels = range(reader, in: buffer)
            }
        }
    }

    /// Where the value that the reader stands on is written.
    private func range(_ reader: OpaquePointer, in buffer: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var text = csj_text()
        guard csj_reader_raw(reader, &text), let bytes = text.bytes, let base = buffer.baseAddress else { return 0..<0 }
        let start = bytes - base
        return start..<start + text.length
    }

    private func interning(_ text: String) -> String {
        if text.utf8.count < 16 { return text }  // kept without storage of its own
        return interned.insert(text).memberAfterInsert
    }
}
