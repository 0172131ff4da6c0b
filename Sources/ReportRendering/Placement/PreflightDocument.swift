import Preflight

/// The parts of the placement's document that only a preflight has.
extension DocumentWriter where Self: ~Copyable {
    /// The part about the manifest as a whole.
    mutating func write(_ preflight: PreflightReport, _ verdict: PreflightVerdict) throws {
        member("verdict", verdict.rawValue)
        if preflight.clusters.contains(where: { !$0.isEmpty }) { try member("clusters", preflight.clusters) }
        try writeProblems(preflight.problems)
        if preflight.notJudged.isEmpty { return }
        name("notJudged")
        try beginArray()
        for object in preflight.notJudged {
            try beginObject(.inline)
            member("kind", object.kind)
            if !object.namespace.isEmpty { member("namespace", object.namespace) }
            member("name", object.name)
            write(object.place)
            endObject()
        }
        endArray()
    }

    /// The part about one DaemonSet.
    mutating func write(_ preflight: DaemonSetPreflight, _ verdict: PreflightVerdict) throws {
        if !preflight.cluster.isEmpty { member("cluster", preflight.cluster) }
        member("verdict", verdict.rawValue)
        write(preflight.place)
        try writeProblems(preflight.problems)
        if !preflight.changes.isEmpty { try member("admissionChanges", preflight.changes) }
        if !preflight.pools.isEmpty {
            name("pools")
            try beginArray()
            for pool in preflight.pools {
                try write(pool)
            }
            endArray()
        }
        guard let rollout = preflight.rollout else { return }
        name("rollout")
        try beginObject()
        member("replacesPods", rollout.replacesPods)
        if rollout.replacesPods {
            member("restarts", rollout.restarts)
            if let rounds = rollout.rounds { member("rounds", rounds) }
            if let atOnce = rollout.atOnce { member("atOnce", atOnce) }
            try member("staleNodes", rollout.staleNodes)
            name("holdups")
            try beginArray()
            for holdup in rollout.holdups {
                try beginObject(.inline)
                member("node", holdup.node)
                member("reason", holdup.reason)
                endObject()
            }
            endArray()
        }
        endObject()
    }

    private mutating func write(_ pool: DaemonSetPreflight.PoolReport) throws {
        try beginObject(.inline)
        member("pool", pool.pool)
        member("kind", pool.isNodePool ? "NodePool" : "group")
        member("nodes", pool.nodeCount)
        if pool.comingCount > 0 { member("coming", pool.comingCount) }
        if let type = pool.machineType { member("machine", type) }
        member("eligible", pool.isEligible)
        if let fits = pool.fits { member("fits", fits) }
        if !pool.reasons.isEmpty { try member("reasons", pool.reasons) }
        try member("asksFor", pool.shares)
        if !pool.allShares.isEmpty { try member("allDaemonSetsAskFor", pool.allShares) }
        if !pool.displaced.isEmpty {
            name("keepsOff")
            try beginArray()
            for displaced in pool.displaced {
                try beginObject(.inline)
                member("daemonSet", displaced.daemonSet)
                try member("reasons", displaced.reasons)
                endObject()
            }
            endArray()
        }
        if !pool.startupTaints.isEmpty { try member("startupTaints", pool.startupTaints) }
        if let smallest = pool.smallest {
            member("smallestMachine", smallest)
            try member("leavesFree", pool.left)
        }
        if let reason = pool.smallestUnknown { member("smallestUnknown", reason) }
        if pool.untriedCount > 0 { member("untriedMachineTypes", pool.untriedCount) }
        endObject()
    }

    private mutating func writeProblems(_ problems: [PreflightProblem]) throws {
        if problems.isEmpty { return }
        name("problems")
        try beginArray()
        for problem in problems {
            try beginObject(.inline)
            member("code", problem.code.rawValue)
            member("severity", problem.severity.rawValue)
            write(problem.place)
            if !problem.field.isEmpty { member("field", problem.field) }
            member("message", problem.message)
            if let hint = problem.hint { member("hint", hint) }
            endObject()
        }
        endArray()
    }

    private mutating func write(_ place: ManifestPlace) {
        member("file", place.file)
        if let line = place.line { member("line", line) }
        if let column = place.column { member("column", column) }
    }
}
