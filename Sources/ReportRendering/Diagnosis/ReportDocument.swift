import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks

/// The report for programs: JSON to the contract `dsdoctor/v1`, which `docs/schema/report.schema.json` states.
///
/// Members stand in the contract's order, one a line, but what comes in great numbers (nodes, evidence, words of
/// commands) takes one line an item. Members without a value are left out where the schema says that they may be.
extension Report: DocumentReport {
    func write<Writer: DocumentWriter & ~Copyable>(to writer: inout Writer) throws {
        try writer.beginObject()
        writer.name("schemaVersion")
        writer.string(DocumentContract.schemaVersion)
        writer.name("snapshot")
        try writer.write(snapshot, totals: self)
        writer.name("causes")
        try writer.write(causes)
        writer.name("daemonSets")
        try writer.beginArray()
        for daemonSet in daemonSets { try writer.write(daemonSet) }
        writer.endArray()
        writer.name("cluster")
        try writer.beginObject()
        writer.name("findings")
        try writer.write(clusterFindings)
        writer.endObject()
        writer.endObject()
    }
}
