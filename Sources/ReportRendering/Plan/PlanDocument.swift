import DiagnosisEngine
import RemedyPlan
import RemedyPlaybooks

/// A plan for programs, and for `simulate --plan`: JSON to the contract, which `docs/schema/plan.schema.json` states.
extension PlanReport: DocumentReport {
    func write<Writer: DocumentWriter & ~Copyable>(to writer: inout Writer) throws {
        try writer.beginObject()
        writer.member("schemaVersion", DocumentContract.schemaVersion)
        writer.name("snapshot")
        try writer.write(snapshot)
        writer.name("options")
        try writer.beginObject(.inline)
        writer.member("maxRisk", options.maxRisk.rawValue)
        try writer.member("never", options.never.map(\.rawValue).sorted())
        if let only = options.onlyCauses {
            writer.name("onlyCauses")
            try writer.beginArray(.inline)
            for cause in only.sorted() { writer.number(cause) }
            writer.endArray()
        }
        writer.endObject()
        writer.name("plan")
        try writer.write(plan)
        writer.endObject()
    }
}

extension DocumentWriter where Self: ~Copyable {
    fileprivate mutating func write(_ plan: Plan) throws {
        try beginObject()
        try write(plan.before, "before")
        try write(plan.after, "after")
        name("steps")
        try beginArray()
        for step in plan.steps { try write(step) }
        endArray()
        name("leftOver")
        try beginArray()
        for cause in plan.leftOver { try write(cause) }
        endArray()
        name("unused")
        try beginArray()
        for remedy in plan.unused { try write(remedy) }
        endArray()
        if plan.isCutShort { member("cutShort", true) }
        endObject()
    }

    mutating func write(_ totals: PodTotals, _ name: StaticString) throws {
        self.name(name)
        try beginObject(.inline)
        member("available", totals.available)
        member("desired", totals.desired)
        endObject()
    }

    private mutating func write(_ step: PlanStep) throws {
        let remedy = step.remedy
        try beginObject()
        member("number", step.number)
        if let cause = step.cause { member("cause", cause) }
        member("daemonSet", step.daemonSet)
        member("code", step.code.rawValue)
        member("remedy", remedy.playbook)
        member("title", remedy.title)
        member("risk", remedy.risk.rawValue)
        member("servedBefore", step.before.available)
        member("servedAfter", step.after.available)
        member("desired", step.after.desired)
        if let updated = step.updated { member("updated", updated) }
        if let later = step.leadsTo { member("leadsTo", later.number) }
        try member("gains", step.gains)
        if !step.uncertain.isEmpty { try member("uncertain", step.uncertain) }
        if !step.loses.isEmpty { try member("loses", step.loses) }
        name("others")
        try beginArray()
        for other in step.others {
            try beginObject(.inline)
            member("daemonSet", other.name)
            member("servedBefore", other.before.available)
            member("servedAfter", other.after.available)
            endObject()
        }
        endArray()
        if let simulation = remedy.simulation { try writeCosts(of: simulation) }
        if !step.violates.isEmpty { try member("violates", step.violates) }
        name("changes")
        try beginArray()
        for change in remedy.changes { try write(change, .inline) }
        endArray()
        if !step.deletesPodsOn.isEmpty { try member("deletesPodsOn", step.deletesPodsOn) }
        try member("steps", remedy.steps, .lines)
        try member("commands", commands: remedy.commands)
        try member("verify", commands: remedy.verify)
        try member("rollback", commands: remedy.rollback)
        try member("references", remedy.references, .lines)
        endObject()
    }

    private mutating func writeCosts(of simulation: Simulation) throws {
        name("evicts")
        try write(simulation.evicts)
        if !simulation.admits.isEmpty {
            name("admits")
            try write(simulation.admits)
        }
        member("restarts", simulation.deletedPods)
        if let rounds = simulation.rounds { member("rounds", rounds) }
        if let atOnce = simulation.atOnce { member("atOnce", atOnce) }
        guard simulation.isRolloutStalled else { return }
        member("rolloutStalls", true)
        if !simulation.keepsOldTemplate.isEmpty { try member("keepsOldTemplate", simulation.keepsOldTemplate) }
        try write(simulation.holdups)
    }

    private mutating func write(_ cause: LeftOverCause) throws {
        try beginObject()
        member("cause", cause.cause)
        member("title", cause.title)
        try member("nodes", cause.nodes)
        try member("daemonSets", cause.daemonSets)
        member("pods", cause.pods)
        member("reason", cause.reason.rawValue)
        member("why", cause.why)
        if let remedy = cause.remedy { member("remedy", remedy) }
        if !cause.holdsUp.isEmpty {
            name("holdsUp")
            try beginArray(.inline)
            for step in cause.holdsUp { number(step) }
            endArray()
        }
        endObject()
    }

    private mutating func write(_ remedy: UnusedRemedy) throws {
        try beginObject(.inline)
        member("cause", remedy.cause)
        if let daemonSet = remedy.daemonSet { member("daemonSet", daemonSet) }
        member("remedy", remedy.playbook)
        member("title", remedy.title)
        member("risk", remedy.risk.rawValue)
        member("reason", remedy.reason.rawValue)
        member("why", remedy.why)
        if let step = remedy.step { member("step", step) }
        endObject()
    }
}
