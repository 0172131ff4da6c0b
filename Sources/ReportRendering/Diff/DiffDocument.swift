import DiagnosisEngine
import SnapshotComparison

/// The comparison for programs: JSON to the contract, which `docs/schema/diff.schema.json` states.
extension DiffReport: DocumentReport {
    func write<Writer: DocumentWriter & ~Copyable>(to writer: inout Writer) throws {
        try writer.beginObject()
        writer.member("schemaVersion", DocumentContract.schemaVersion)
        writer.name("before")
        try writer.write(before)
        writer.name("after")
        try writer.write(after)
        writer.member("secondsBetween", Int(comparison.secondsBetween))
        try writer.write(comparison.warnings)
        try writer.write(comparison.gaps)
        if let harm = comparison.harm { writer.member("harm", harm.rawValue) }
        if let worst = comparison.worst { writer.member("worst", worst.rawValue) }
        writer.member("healthy", comparison.isWell)
        writer.name("daemonSets")
        try writer.beginArray()
        for daemonSet in comparison.daemonSets { try writer.write(daemonSet) }
        writer.endArray()
        writer.name("nodes")
        try writer.write(comparison.nodes)
        writer.name("cluster")
        try writer.beginObject()
        writer.name("findings")
        try writer.write(comparison.clusterFindings)
        writer.endObject()
        writer.endObject()
    }
}

extension DocumentWriter where Self: ~Copyable {
    fileprivate mutating func write(_ warnings: [ComparisonWarning]) throws {
        name("warnings")
        try beginArray()
        for warning in warnings {
            try beginObject(.inline)
            member("code", warning.code.rawValue)
            member("detail", warning.detail)
            endObject()
        }
        endArray()
    }

    /// The gaps themselves stand in the snapshots: here is which of them only one has.
    fileprivate mutating func write(_ gaps: GapDifferences) throws {
        name("gapsOnlyIn")
        try beginObject(.inline)
        try member("before", gaps.onlyIn.before.map(\.code.rawValue))
        try member("after", gaps.onlyIn.after.map(\.code.rawValue))
        endObject()
    }

    fileprivate mutating func write(_ nodes: ClusterNodeChanges) throws {
        try beginObject()
        try member("added", nodes.added)
        try member("removed", nodes.removed)
        name("changes")
        try beginArray()
        for shared in nodes.changes {
            try beginObject(.inline)
            write(membersOf: shared.change)
            try member("nodes", shared.nodes)
            endObject()
        }
        endArray()
        endObject()
    }
}
