import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks

/// The report for programs: JSON to the contract `dsdoctor/v1`, which `docs/schema/report.schema.json` states.
///
/// Members stand in the contract's order, one a line, but what comes in great numbers (nodes, evidence, words of
/// commands) takes one line an item. Members without a value are left out where the schema says that they may be.
public struct JSONRenderer: ReportRenderer {
    /// The contract's name; a change that breaks readers changes it.
    public static let schemaVersion = "dsdoctor/v1"

    public init() {}

    public func render(_ report: Report, to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = JSONWriter(sink: sink)
            try writer.beginObject()
            writer.name("schemaVersion")
            writer.string(Self.schemaVersion)
            writer.name("snapshot")
            try writer.write(report.snapshot)
            writer.name("daemonSets")
            try writer.beginArray()
            for daemonSet in report.daemonSets { try writer.write(daemonSet) }
            writer.endArray()
            writer.name("cluster")
            try writer.beginObject()
            writer.name("findings")
            try writer.write(report.clusterFindings)
            writer.endObject()
            writer.endObject()
            try writer.finish()
        }
    }
}

extension JSONWriter {
    /// A member that is a text.
    mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        string(value)
    }

    /// A member that is a whole number.
    mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        number(Int64(value))
    }

    /// A member that is a truth value.
    mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        truth(value)
    }

    /// A member that is a list of texts.
    mutating func member(_ name: StaticString, _ values: [String], _ layout: Layout = .inline) throws {
        self.name(name)
        try beginArray(layout)
        for value in values { string(value) }
        endArray()
    }

    /// A member that is a list of commands, each a list of words.
    mutating func member(_ name: StaticString, commands: [[String]]) throws {
        self.name(name)
        try beginArray()
        for command in commands {
            try beginArray(.inline)
            for word in command { string(word) }
            endArray()
        }
        endArray()
    }
}
