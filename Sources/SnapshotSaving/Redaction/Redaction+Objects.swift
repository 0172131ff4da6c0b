import ByteStreams
import CSimdJSON
import ObjectDecoding
import SecretRedaction

extension Redaction {
    /// One object's JSON without what is to be hidden; nil when it is no object, or JSON only by a lenient reading.
    ///
    /// For many objects use a ``SnapshotRecorder``.
    package func redacted(_ object: [UInt8]) throws(StreamError) -> [UInt8]? {
        let reader = try ObjectReader()
        let redactor = ObjectRedactor(self)
        var json: [UInt8] = []
        let isKept = object.withUnsafeBufferPointer { bytes in
            reader.load(bytes)
            let kind = Self.kind(by: reader)
            return redactor.append(bytes, loadedBy: reader, head: .init(kind: kind), to: &json)
        }
        return isKept ? json : nil
    }

    private static func kind(by reader: ObjectReader) -> String {
        guard reader.enterObject() else { return "" }
        var key = csj_text()
        while reader.nextMember(&key) {
            if key.spells("kind"), let kind = reader.text() { return kind.string }
            reader.skip()
        }
        return ""
    }
}
