import CSimdJSON
import CheckedJSON

/// Chooses objects by their labels and fields. It belongs to one thread.
final class ObjectFilter {
    private let labels: LabelQuery
    private let fields: FieldQuery
    private let reader: OpaquePointer?

    init(labels: LabelQuery, fields: FieldQuery) {
        self.labels = labels
        self.fields = fields
        reader = labels.isEmpty ? nil : csj_reader_create()
    }

    deinit { reader.map(csj_reader_destroy) }

    /// Whether every object is chosen.
    var isEmpty: Bool { labels.isEmpty && fields.isEmpty }

    func matches(_ object: StoredObject) -> Bool {
        fields.matches(object) && (labels.isEmpty || labels.matches(labelsOf(object)))
    }

    /// The labels of an object, read from where they stand in it.
    private func labelsOf(_ object: StoredObject) -> [String: String] {
        guard let reader, !object.labels.isEmpty else { return [:] }
        return object.bytes.withUnsafeBufferPointer { bytes in
            var labels: [String: String] = [:]
            let own = UnsafeBufferPointer(rebasing: bytes[object.labels])
            guard csj_reader_load(reader, own.baseAddress, own.count) == csj_failure_none,
                csj_reader_type(reader) == csj_type_object, csj_reader_enter_object(reader)
            else { return [:] }
            var text = csj_text()
            while csj_reader_next_member(reader, &text) {
                let key = text.string
                guard csj_reader_type(reader) == csj_type_string, csj_reader_string(reader, &text) else {
                    csj_reader_skip(reader)
                    continue
                }
                labels[key] = text.string
            }
            return labels
        }
    }
}
