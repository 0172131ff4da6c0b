import PlacementEngine

/// The placement for programs: JSON to the contract, which `docs/schema/placement.schema.json` states.
extension PlacementReport: DocumentReport {
    func write<Writer: DocumentWriter & ~Copyable>(to writer: inout Writer) throws {
        try writer.beginObject()
        writer.member("schemaVersion", DocumentContract.schemaVersion)
        if let preflight, let verdict { try writer.write(preflight, verdict) }
        writer.name("daemonSets")
        try writer.beginArray()
        for daemonSet in daemonSets {
            try writer.beginObject()
            writer.member("namespace", daemonSet.namespace)
            writer.member("name", daemonSet.name)
            if let preflight = daemonSet.preflight, let verdict = self.verdict(of: daemonSet) {
                try writer.write(preflight, verdict)
            }
            writer.name("nodes")
            try writer.beginArray()
            for node in daemonSet.nodes { try writer.write(node) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        try writer.write(gaps)
        writer.endObject()
    }
}

extension DocumentWriter where Self: ~Copyable {
    fileprivate mutating func write(_ node: NodePlacementReport) throws {
        try beginObject(.inline)
        member("node", node.node)
        member("shouldRun", node.shouldRun)
        member("shouldContinueRunning", node.shouldContinueRunning)
        member("fits", node.fits)
        if !node.excludedBy.isEmpty { try member("excludedBy", node.excludedBy) }
        if let first = node.failures.first {
            name("failedFilters")
            try beginObject()
            for failure in node.failures {
                name(failure.plugin.rawValue)
                try beginArray()
                for reason in failure.reasons { string(reason.message) }
                endArray()
            }
            endObject()
            member("firstFailure", first.plugin.rawValue)
        }
        if let outcome = node.preemptionOutcome {
            name("preemption")
            try beginObject()
            member("outcome", outcome)
            if outcome == "victims" {
                try member("victims", node.victims)
                member("pdbViolations", node.budgetViolations)
            }
            endObject()
        }
        if !node.differences.isEmpty { try member("differsFromTemplate", node.differences) }
        endObject()
    }
}
