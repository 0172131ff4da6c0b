import CheckedJSON
import KubernetesModel

/// Changes of objects of one kind that a watch told one after the other.
package struct ChangeRun: Sendable {
    private let kind: ObjectKind
    private(set) var batch = ObjectBatch()
    /// For each object of the batch whether it was deleted.
    private(set) var areDeleted: [Bool] = []
    /// The moment after the last change or bookmark; empty where none told it.
    package private(set) var resourceVersion = ""

    /// A run without changes.
    package init(of kind: ObjectKind) { self.kind = kind }

    /// How many changes there are.
    package var count: Int { areDeleted.count }

    /// What a line of a watch is.
    package enum Line: Equatable, Sendable {
        /// A change that the run has taken over.
        case change
        /// Nothing has changed up to the run's ``ChangeRun/resourceVersion``.
        case bookmark
        /// The server ends the watch, for instance with status 410.
        case failure(status: Int, message: String)
        /// An object that cannot be read, or of another kind.
        case unreadable(String)
        /// No event of a watch at all.
        case malformed(String)
    }

    /// Takes over a line of a watch's answer: `{"type":"ADDED","object":{…}}` (`metav1.WatchEvent`).
    package mutating func take(_ line: UnsafeBufferPointer<UInt8>, with decoder: ObjectDecoder) -> Line {
        decoder.reader.load(line)
        var type = ""
        var object: UnsafeBufferPointer<UInt8>?
        decoder.forEachField(lineFields) { field in
            switch field {
            case .type: type = decoder.string()
            case .object: object = decoder.reader.raw()?.buffer
            }
        }
        if let failure = decoder.reader.failureText { return .malformed(failure) }
        guard let object else { return .malformed("the event has no object") }
        switch type {
        case "ADDED", "MODIFIED": return take(object, isDeleted: false, with: decoder)
        case "DELETED": return take(object, isDeleted: true, with: decoder)
        case "BOOKMARK":
            resourceVersion = decoder.listEnvelope(object).resourceVersion
            return .bookmark
        case "ERROR":
            let status = try? JSONValue(Array(object))
            var code = 0
            if case .number(let text)? = status?["code"] { code = Int(text) ?? 0 }
            return .failure(status: code, message: status?["message"]?.string ?? "")
        default: return .malformed("the event's type is unknown")
        }
    }

    private mutating func take(
        _ object: UnsafeBufferPointer<UInt8>, isDeleted: Bool, with decoder: ObjectDecoder
    ) -> Line {
        let version = decoder.listEnvelope(object).resourceVersion
        let countBefore = batch.count(of: kind)
        let list = ListContext(itemKind: kind.rawValue, apiVersion: kind.usualVersion)
        decoder.decode(Item(bytes: object, index: 0, list: list), into: &batch)
        guard batch.count(of: kind) == countBefore + 1 else {
            return .unreadable(batch.unreadable.last?.detail ?? "it is not a \(kind.rawValue)")
        }
        areDeleted.append(isDeleted)
        resourceVersion = version
        DecodedObjects.add(1)
        return .change
    }
}

private enum LineField: String, CaseIterable {
    case type, object
}

private let lineFields = FieldTable<LineField>()
