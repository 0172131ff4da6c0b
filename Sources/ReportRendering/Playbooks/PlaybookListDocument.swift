import RemedyPlaybooks

/// The playbooks for programs.
extension PlaybookList: DocumentReport {
    func write<Writer: DocumentWriter & ~Copyable>(to writer: inout Writer) throws {
        try writer.beginObject()
        writer.member("schemaVersion", DocumentContract.schemaVersion)
        writer.name("playbooks")
        try writer.beginArray()
        for entry in entries { try writer.write(entry) }
        writer.endArray()
        writer.endObject()
    }
}

extension DocumentWriter where Self: ~Copyable {
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
