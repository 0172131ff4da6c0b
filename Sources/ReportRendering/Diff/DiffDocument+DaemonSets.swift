import DiagnosisEngine
import SnapshotComparison

extension DocumentWriter where Self: ~Copyable {
    mutating func write(_ daemonSet: DaemonSetComparison) throws {
        try beginObject()
        member("namespace", daemonSet.namespace)
        member("name", daemonSet.name)
        member("outcome", daemonSet.outcome.rawValue)
        if let harm = daemonSet.harm { member("harm", harm.rawValue) }
        if let worst = daemonSet.worst { member("worst", worst.rawValue) }
        member("recreated", daemonSet.isRecreated)
        name("verdict")
        try beginObject(.inline)
        if let verdict = daemonSet.verdict.before { member("before", verdict.rawValue) }
        if let verdict = daemonSet.verdict.after { member("after", verdict.rawValue) }
        endObject()
        name("counts")
        try beginObject()
        if let counts = daemonSet.counts.before {
            name("before")
            try write(counts)
        }
        if let counts = daemonSet.counts.after {
            name("after")
            try write(counts)
        }
        endObject()
        if let rollout = daemonSet.rollout { try write(rollout) }
        name("changes")
        try beginArray()
        for change in daemonSet.changes {
            try beginObject(.inline)
            write(membersOf: change)
            endObject()
        }
        endArray()
        name("nodes")
        try beginArray()
        for node in daemonSet.nodes { try write(node) }
        endArray()
        name("findings")
        try write(daemonSet.findings)
        endObject()
    }

    /// The members of a change, in an object that is open.
    mutating func write(membersOf change: ObjectChange) {
        member("aspect", change.aspect.rawValue)
        member("subject", change.subject)
        if let before = change.before { member("before", before) }
        if let after = change.after { member("after", after) }
    }

    mutating func write(_ findings: [FindingChange]) throws {
        try beginArray()
        for finding in findings {
            try beginObject(.inline)
            member("code", finding.code.rawValue)
            member("change", finding.change.rawValue)
            name("severity")
            try beginObject()
            if let severity = finding.severity.before { member("before", severity.rawValue) }
            if let severity = finding.severity.after { member("after", severity.rawValue) }
            endObject()
            name("nodes")
            try beginObject()
            try member("before", finding.nodes.before)
            try member("after", finding.nodes.after)
            endObject()
            endObject()
        }
        endArray()
    }

    private mutating func write(_ rollout: RolloutProgress) throws {
        name("rollout")
        try beginObject(.inline)
        member("state", rollout.state.rawValue)
        member("newRevision", rollout.isNewRevision)
        name("before")
        try beginObject()
        if let revision = rollout.revision.before { member("revision", Int(revision)) }
        member("updated", rollout.updated.before)
        member("desired", rollout.desired.before)
        endObject()
        name("after")
        try beginObject()
        if let revision = rollout.revision.after { member("revision", Int(revision)) }
        member("updated", rollout.updated.after)
        member("desired", rollout.desired.after)
        endObject()
        endObject()
    }

    private mutating func write(_ node: NodeTransition) throws {
        try beginObject(.inline)
        member("node", node.node)
        member("change", node.change.rawValue)
        if let before = node.before { try write(before, named: "before") }
        if let after = node.after { try write(after, named: "after") }
        if let restarts = node.restarts {
            name("restarts")
            try beginObject()
            member("count", restarts.count)
            member("samePod", restarts.isSamePod)
            if let seconds = restarts.secondsRunning { member("secondsRunning", Int(seconds)) }
            endObject()
        }
        endObject()
    }

    private mutating func write(_ assessment: NodeAssessment, named name: StaticString) throws {
        self.name(name)
        try beginObject()
        member("state", assessment.state.rawValue)
        if let pod = assessment.pod { member("pod", pod) }
        if let cause = assessment.cause { member("cause", cause.rawValue) }
        if !assessment.excludedBy.isEmpty { try member("excludedBy", assessment.excludedBy) }
        endObject()
    }
}
