import RolloutGate

@testable import ReportRendering

/// The schema of a line of `rollout -o json`, its words taken from the Swift enums.
enum RolloutSchema {
    static let path = "docs/schema/rollout.schema.json"

    static var schema: JSONSchema {
        .object([
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$id", "urn:dsdoctor:schema:rollout:v1"),
            ("title", "A line of what `dsdoctor rollout -o json` prints"),
            ("type", "object"),
            ("additionalProperties", .truth(false)),
            (
                "required",
                .list(["schemaVersion", "event", "time", "namespace", "name", "counts", "message"])
            ),
            (
                "properties",
                .object([
                    ("schemaVersion", .object([("const", .text(DocumentContract.schemaVersion))])),
                    (
                        "event",
                        .words(RolloutNews.Kind.allCases.map(\.rawValue) + [RolloutReport.decidedEvent])
                    ),
                    ("time", time), ("namespace", .string), ("name", .string), ("revision", .count), ("hash", .string),
                    (
                        "counts",
                        .strictObject(
                            [("eligible", .count)] + RolloutStanding.State.allCases.map { ($0.rawValue, .count) })
                    ),
                    ("message", .string), ("changes", .array(of: node)), ("decision", decision),
                ])
            ),
            ("$defs", .object(ReportSchema.findingDefinitions)),
        ])
    }

    private static let time = JSONSchema.object([("type", "string"), ("format", "date-time")])

    private static let node = JSONSchema.strictObject(
        [("node", .string), ("state", .words(of: RolloutStanding.State.self))],
        optional: [
            ("before", .words(of: RolloutStanding.State.self)), ("pod", .string), ("cause", .string),
            ("attribution", .words(of: Blame.self)), ("reason", .string),
        ])

    private static let decision = JSONSchema.strictObject([
        ("outcome", .words(of: RolloutDecision.Outcome.self)), ("reason", .words(of: RolloutDecision.Reason.self)),
        ("exitCode", .count), ("elapsedSeconds", .count), ("nodes", .array(of: node)),
        ("findings", .array(of: .reference("finding"))), ("rollBack", ReportSchema.commands), ("budget", budget),
    ])

    private static let budget = JSONSchema.strictObject(
        [("strategy", .words(["RollingUpdate", "OnDelete"])), ("uses", .array(of: use))],
        optional: [("maxUnavailable", .count), ("maxSurge", .count)])

    private static let use = JSONSchema.strictObject(
        [("node", .string), ("round", .count), ("since", time), ("what", .string)],
        optional: [("until", time), ("cause", .string), ("attribution", .words(of: Blame.self))])
}
