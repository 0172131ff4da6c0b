import RemedyPlaybooks

@testable import ReportRendering

/// The schema of `simulate -o json`.
enum SimulationSchema {
    static let path = "docs/schema/simulation.schema.json"

    static var schema: JSONSchema {
        .object([
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$id", "urn:dsdoctor:schema:simulation:v1"),
            ("title", "What `dsdoctor simulate -o json` prints"),
            ("type", "object"),
            ("additionalProperties", .truth(false)),
            (
                "required",
                .list(["schemaVersion", "namespace", "name", "changes", "before", "after", "nodes", "evicts", "admits"])
            ),
            (
                "properties",
                .object([
                    ("schemaVersion", .object([("const", "dsdoctor/v1")])),
                    ("namespace", .string), ("name", .string),
                    ("changes", .array(of: .string, description: "In a few words each.")),
                    ("before", counts), ("after", counts),
                    ("nodes", .array(of: node)),
                    ("evicts", .array(of: ReportSchema.eviction)), ("admits", .array(of: ReportSchema.admission)),
                    ("rollout", rollout), ("gaps", PlacementSchema.gaps),
                ])
            ),
        ])
    }

    private static let counts = JSONSchema.strictObject([
        ("eligible", .count), ("placed", .count), ("served", .count),
    ])

    private static let node = JSONSchema.strictObject(
        [
            ("node", .string), ("before", .words(of: SimulationReport.Standing.self)),
            ("after", .words(of: SimulationReport.Standing.self)),
        ],
        optional: [("reason", .string), ("added", .boolean)])

    private static let rollout = JSONSchema.strictObject(
        [("restarts", ReportSchema.deletedPods), ("stalls", .boolean)],
        optional: [
            ("rounds", .count), ("atOnce", .count), ("removes", .strings), ("keepsOldTemplate", .strings),
            ("heldUpBy", ReportSchema.heldUpBy),
        ])
}
