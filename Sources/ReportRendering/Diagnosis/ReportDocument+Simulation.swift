import ClusterSimulation
import RemedyPlaybooks

extension DocumentWriter where Self: ~Copyable {
    /// The effect of a remedy. If it was not simulated, only the reason, and the cost where it is known.
    mutating func write(_ simulation: Simulation) throws {
        try beginObject()
        member("status", simulation.status.rawValue)
        if let reason = simulation.reason { member("reason", reason) }
        if simulation.status != .notSimulated { try writeEffects(simulation) }
        if simulation.status != .notSimulated || simulation.areCostsKnown { try writeCosts(simulation) }
        endObject()
    }

    private mutating func writeEffects(_ simulation: Simulation) throws {
        member("unblocks", simulation.unblocks)
        member("of", simulation.of)
        member("newlyEligible", simulation.newlyEligible)
        if !simulation.newlyEligibleWithoutPlace.isEmpty {
            try member("newlyEligibleWithoutPlace", simulation.newlyEligibleWithoutPlace)
        }
        try member("stillBlocked", simulation.stillBlocked)
        if !simulation.blockers.isEmpty { try member("blockers", simulation.blockers, .lines) }
    }

    private mutating func writeCosts(_ simulation: Simulation) throws {
        if !simulation.loses.isEmpty { try member("loses", simulation.loses) }
        name("evicts")
        try write(simulation.evicts)
        if !simulation.admits.isEmpty {
            name("admits")
            try write(simulation.admits)
        }
        member("restarts", simulation.deletedPods)
        if let rounds = simulation.rounds { member("rounds", rounds) }
        if let atOnce = simulation.atOnce { member("atOnce", atOnce) }
        if !simulation.removes.isEmpty { try member("removes", simulation.removes) }
        guard simulation.isRolloutStalled else { return }
        member("rolloutStalls", true)
        if !simulation.keepsOldTemplate.isEmpty { try member("keepsOldTemplate", simulation.keepsOldTemplate) }
        try write(simulation.holdups)
    }

    /// The nodes that hold a rollout up.
    mutating func write(_ holdups: [RolloutCost.Holdup]) throws {
        name("heldUpBy")
        try beginArray()
        for holdup in holdups {
            try beginObject(.inline)
            member("node", holdup.node)
            member("reason", holdup.reason.rawValue)
            endObject()
        }
        endArray()
    }

    /// Pods that lose their places.
    mutating func write(_ evictions: [Simulation.Eviction]) throws {
        try beginArray()
        for eviction in evictions {
            try beginObject(.inline)
            member("pod", eviction.pod)
            member("node", eviction.node)
            member("priority", Int(eviction.priority))
            if let budget = eviction.violatesBudget { member("violatesBudget", budget) }
            member("fate", eviction.fate.rawValue)
            if let node = eviction.newNode { member("newNode", node) }
            endObject()
        }
        endArray()
    }

    /// Workloads that come to nodes too.
    mutating func write(_ admissions: [Simulation.Admission]) throws {
        try beginArray()
        for admission in admissions {
            try beginObject(.inline)
            member("workload", admission.workload)
            try member("nodes", admission.nodes)
            endObject()
        }
        endArray()
    }
}
