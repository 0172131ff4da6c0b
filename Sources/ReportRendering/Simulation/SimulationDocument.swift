import ClusterSimulation
import RemedyPlaybooks

/// A simulation for programs: JSON to the contract, which `docs/schema/simulation.schema.json` states.
extension SimulationReport: DocumentReport {
    func write<Writer: DocumentWriter & ~Copyable>(to writer: inout Writer) throws {
        try writer.beginObject()
        writer.member("schemaVersion", DocumentContract.schemaVersion)
        writer.member("namespace", namespace)
        writer.member("name", name)
        try writer.member("changes", changes, .lines)
        try writer.write(before, "before")
        try writer.write(after, "after")
        writer.name("nodes")
        try writer.beginArray()
        for node in nodes { try writer.write(node) }
        writer.endArray()
        writer.name("evicts")
        try writer.write(evictions)
        writer.name("admits")
        try writer.write(admissions)
        if let rollout { try writer.write(rollout) }
        try writer.write(gaps)
        writer.endObject()
    }
}

extension DocumentWriter where Self: ~Copyable {
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
        try beginObject()
        member("restarts", rollout.deletedPods)
        if let rounds = rollout.rounds { member("rounds", rounds) }
        if let atOnce = rollout.atOnce { member("atOnce", atOnce) }
        member("stalls", rollout.rounds != nil && !rollout.isComplete)
        if !rollout.removals.isEmpty { try member("removes", rollout.removals) }
        if !rollout.staleNodes.isEmpty { try member("keepsOldTemplate", rollout.staleNodes) }
        if !rollout.holdups.isEmpty { try write(rollout.holdups) }
        endObject()
    }
}
