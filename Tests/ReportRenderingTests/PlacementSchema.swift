/// The schema of `placement -o json`.
enum PlacementSchema {
    static let path = "docs/schema/placement.schema.json"

    /// The scheduler's words for what preemption would do.
    private static let outcomes = ["victims", "noVictims", "insufficient", "notHelpful", "never"]

    static var schema: JSONSchema {
        .object([
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$id", "urn:dsdoctor:schema:placement:v1"),
            ("title", "What `dsdoctor placement -o json` prints"),
            ("type", "object"),
            ("additionalProperties", .truth(false)),
            ("required", .list(["schemaVersion", "daemonSets"])),
            (
                "properties",
                .object([
                    ("schemaVersion", .object([("const", "dsdoctor/v1")])),
                    ("daemonSets", .array(of: daemonSet)),
                    ("gaps", gaps),
                ])
            ),
        ])
    }

    /// What data is missing, as far as it bears on where pods go.
    static let gaps = JSONSchema.array(
        of: .strictObject([("code", .string), ("detail", .string), ("affects", .strings)]),
        description: "Missing data, as far as it bears on where pods go.")

    private static let daemonSet = JSONSchema.strictObject([
        ("namespace", .string), ("name", .string), ("nodes", .array(of: node)),
    ])

    private static let node = JSONSchema.strictObject(
        [("node", .string), ("shouldRun", .boolean), ("shouldContinueRunning", .boolean)],
        optional: [
            ("fits", .boolean),
            ("excludedBy", .array(of: .string, description: "What excludes a node that is not eligible.")),
            ("differsFromTemplate", .strings),
            (
                "failedFilters",
                .object([
                    ("description", "Reasons by the name of the scheduler's plugin."),
                    ("type", "object"), ("additionalProperties", .strings),
                ])
            ),
            ("firstFailure", .string),
            (
                "preemption",
                .strictObject(
                    [("outcome", .words(outcomes))], optional: [("victims", .strings), ("pdbViolations", .count)])
            ),
        ])
}
