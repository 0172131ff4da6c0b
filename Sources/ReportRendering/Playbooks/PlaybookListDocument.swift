import RemedyPlaybooks

/// The playbooks for programs.
public struct PlaybookListJSONRenderer: Sendable {
    public init() {}

    /// Hands the list's bytes to `sink` in order.
    ///
    /// - Throws: only what `sink` throws.
    public func render(_ list: PlaybookList, to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = JSONWriter(sink: sink)
            try writer.beginObject()
            writer.member("schemaVersion", JSONRenderer.schemaVersion)
            writer.name("playbooks")
            try writer.beginArray()
            for entry in list.entries { try writer.write(entry) }
            writer.endArray()
            writer.endObject()
            try writer.finish()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ entry: PlaybookList.Entry) throws {
        let playbook = entry.playbook
        try beginObject()
        member("id", playbook.id)
        member("title", playbook.titleTemplate)
        member("simulated", playbook.isSimulated)
        member("order", playbook.order)
        try member("codes", playbook.codes.map(\.rawValue))
        member("builtIn", playbook.isBuiltIn)
        if !playbook.isBuiltIn {
            member("file", playbook.file)
            member("replacesBuiltIn", entry.replacesBuiltIn)
        }
        try member("references", playbook.references, .lines)
        endObject()
    }
}
