import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import RolloutGate

/// What `rollout` tells for programs: a JSON object a line, which `docs/schema/rollout.schema.json` states.
extension RolloutReport {
    /// The last event's word.
    package static let decidedEvent = "decided"

    /// Hands the lines of a moment to `sink`: one for each news, and one for the decision.
    ///
    /// - Throws: only what `sink` throws.
    package func writeEvents(to sink: ([UInt8]) throws -> Void) throws {
        for news in state.news {
            try line(news.kind.rawValue, news.message, to: sink) { writer in
                guard !news.changes.isEmpty else { return }
                writer.name("changes")
                try writer.beginArray()
                for change in news.changes { try writer.write(change.now, before: change.before) }
                writer.endArray()
            }
        }
        guard let decision = state.decision else { return }
        try line(Self.decidedEvent, decision.message, to: sink) { writer in
            writer.name("decision")
            try write(decision, to: &writer)
        }
    }

    private func line(
        _ event: String, _ message: String, to sink: ([UInt8]) throws -> Void,
        _ more: (inout JSONWriter) throws -> Void
    ) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = JSONWriter(sink: sink)
            try writer.beginObject(.inline)
            writer.member("schemaVersion", DocumentContract.schemaVersion)
            writer.member("event", event)
            writer.member("time", state.time.description)
            writer.member("namespace", namespace)
            writer.member("name", name)
            if let target = state.target {
                if let revision = target.revision {
                    writer.name("revision")
                    writer.number(revision.int64)
                }
                if !target.hash.isEmpty { writer.member("hash", target.hash) }
            }
            writer.name("counts")
            try writer.beginObject()
            writer.member("eligible", state.eligible)
            for standing in RolloutStanding.State.allCases {
                writer.name(standing.rawValue)
                writer.number(state.count(standing))
            }
            writer.endObject()
            writer.member("message", message)
            try more(&writer)
            writer.endObject()
            try writer.finish()
        }
    }

    private func write(_ decision: RolloutDecision, to writer: inout JSONWriter) throws {
        try writer.beginObject()
        writer.member("outcome", decision.outcome.rawValue)
        writer.member("reason", decision.reason.rawValue)
        if let exitCode { writer.member("exitCode", exitCode) }
        writer.name("elapsedSeconds")
        writer.number(state.elapsed.int64)
        writer.name("nodes")
        try writer.beginArray()
        for node in decision.nodes { try writer.write(node) }
        writer.endArray()
        writer.name("findings")
        try writer.write(findings)
        try writer.member("rollBack", commands: wayBack)
        writer.name("budget")
        try writer.beginObject()
        writer.member("strategy", state.strategy == .onDelete ? "OnDelete" : "RollingUpdate")
        if let budget = state.budget { writer.member(state.isSurging ? "maxSurge" : "maxUnavailable", budget) }
        writer.name("uses")
        try writer.beginArray()
        for use in state.slots { try writer.write(use) }
        writer.endArray()
        writer.endObject()
        writer.endObject()
    }
}

extension DocumentWriter where Self: ~Copyable {
    fileprivate mutating func write(_ standing: RolloutStanding, before: RolloutStanding.State? = nil) throws {
        try beginObject()
        member("node", standing.node)
        member("state", standing.state.rawValue)
        if let before { member("before", before.rawValue) }
        if let pod = standing.pod { member("pod", pod) }
        if let cause = standing.cause { member("cause", cause.rawValue) }
        if let blame = standing.blame { member("attribution", blame.rawValue) }
        if !standing.reason.isEmpty { member("reason", standing.reason) }
        endObject()
    }

    fileprivate mutating func write(_ use: SlotUse) throws {
        try beginObject()
        member("node", use.node)
        member("round", use.round)
        member("since", use.since.description)
        if let until = use.until { member("until", until.description) }
        member("what", use.what)
        if let cause = use.cause { member("cause", cause.rawValue) }
        if let blame = use.blame { member("attribution", blame.rawValue) }
        endObject()
    }
}
