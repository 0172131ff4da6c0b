import ClusterSimulation
import RemedyPlaybooks

/// A simulation for programs: JSON to the contract, which `docs/schema/simulation.schema.json` states.
public struct SimulationJSONRenderer: Sendable {
    public init() {}

    /// Hands the report's bytes to `sink` in order.
    ///
    /// - Throws: only what `sink` throws.
    public func render(_ report: SimulationReport, to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = JSONWriter(sink: sink)
            try writer.beginObject()
            writer.member("schemaVersion", JSONRenderer.schemaVersion)
            writer.member("namespace", report.namespace)
            writer.member("name", report.name)
            try writer.member("changes", report.changes, .lines)
            try writer.write(report.before, "before")
            try writer.write(report.after, "after")
            writer.name("nodes")
            try writer.beginArray()
            for node in report.nodes { try writer.write(node) }
            writer.endArray()
            writer.name("evicts")
            try writer.write(report.evictions)
            writer.name("admits")
            try writer.write(report.admissions)
            if let rollout = report.rollout { try writer.write(rollout) }
            writer.endObject()
            try writer.finish()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ counts: SimulationReport.Counts, _ name: StaticString) throws {
        self.name(name)
        try beginObject(.inline)
        member("eligible", counts.eligible)
        member("placed", counts.placed)
        member("served", counts.served)
        endObject()
    }

    fileprivate mutating func write(_ node: SimulationReport.Node) throws {
        try beginObject(.inline)
        member("node", node.name)
        member("before", node.before.rawValue)
        member("after", node.after.rawValue)
        if let reason = node.reason { member("reason", reason) }
        if node.isAdded { member("added", true) }
        endObject()
    }

    fileprivate mutating func write(_ rollout: RolloutCost) throws {
        name("rollout")
        try beginObject(.inline)
        member("restarts", rollout.restarts)
        if let rounds = rollout.rounds { member("rounds", rounds) }
        if let atOnce = rollout.atOnce { member("atOnce", atOnce) }
        member("stalls", rollout.isStalled)
        endObject()
    }
}
