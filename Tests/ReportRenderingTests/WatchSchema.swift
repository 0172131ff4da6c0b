import DiagnosisEngine

@testable import ReportRendering

/// The schema of a line of `watch -o json`, its words taken from the Swift enums.
enum WatchSchema {
    static let path = "docs/schema/watch.schema.json"

    static var schema: JSONSchema {
        .object([
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$id", "urn:dsdoctor:schema:watch:v1"),
            ("title", "A line of what `dsdoctor watch -o json` prints"),
            ("type", "object"),
            ("additionalProperties", .truth(false)),
            ("required", .list(["schemaVersion", "event", "time", "message"])),
            (
                "properties",
                .object([
                    ("schemaVersion", .object([("const", .text(DocumentContract.schemaVersion))])),
                    ("event", .words(of: WatchNews.Kind.self)), ("time", time), ("message", .string),
                    ("cluster", cluster),
                    ("namespace", .string), ("name", .string), ("verdict", .words(of: Verdict.self)),
                    ("before", .words(of: Verdict.self)), ("counts", counts),
                    ("nodes", .array(of: node)), ("nodesGone", .strings), ("findings", .array(of: finding)),
                    ("gaps", .array(of: ReportSchema.gap)),
                    ("kinds", .strings), ("since", time), ("reason", .string), ("exitCode", .count),
                ])
            ),
        ])
    }

    private static let time = JSONSchema.object([("type", "string"), ("format", "date-time")])

    private static let counts = JSONSchema.strictObject(
        ["desired", "current", "ready", "available", "updated", "misscheduled"].map { ($0, .count) })

    private static let cluster = JSONSchema.strictObject([
        ("source", .string), ("kubernetesVersion", .string), ("nodes", .count), ("pods", .count),
        ("daemonSets", .count),
    ])

    private static let node = JSONSchema.strictObject(
        [("node", .string), ("state", .words(of: NodeState.self))],
        optional: [("before", .words(of: NodeState.self)), ("pod", .string), ("cause", .string)])

    private static let finding = JSONSchema.strictObject([
        ("code", .string), ("severity", .words(of: Severity.self)), ("title", .string), ("message", .string),
        ("nodes", .strings),
    ])
}
