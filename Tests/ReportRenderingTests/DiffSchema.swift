import ClusterSnapshot
import DiagnosisEngine
import ObjectDecoding
import SnapshotComparison

/// The schema of `diff -o json`.
enum DiffSchema {
    static let path = "docs/schema/diff.schema.json"

    static var schema: JSONSchema {
        .object([
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$id", "urn:dsdoctor:schema:diff:v1"),
            ("title", "What `dsdoctor diff -o json` prints"),
            ("type", "object"),
            ("additionalProperties", .truth(false)),
            (
                "required",
                .list([
                    "schemaVersion", "before", "after", "secondsBetween", "warnings", "gapsOnlyIn", "healthy",
                    "daemonSets", "nodes", "cluster",
                ])
            ),
            (
                "properties",
                .object([
                    ("schemaVersion", .object([("const", "dsdoctor/v1")])),
                    ("before", .reference("snapshot")),
                    ("after", .reference("snapshot")),
                    (
                        "secondsBetween",
                        .object([("description", "Negative when AFTER is the older one."), ("type", "integer")])
                    ),
                    ("warnings", .array(of: warning, description: "What speaks against comparing the two.")),
                    (
                        "gapsOnlyIn",
                        sides(.reference("gapCodes"), description: "What only one of the snapshots lacks.")
                    ),
                    ("harm", .reference("harm")),
                    ("worst", .reference("worst")),
                    (
                        "healthy",
                        .object([("description", "Whether no DaemonSet is unhealthy in AFTER."), ("type", "boolean")])
                    ),
                    ("daemonSets", .array(of: daemonSet)),
                    ("nodes", nodes),
                    ("cluster", .strictObject([("findings", .array(of: .reference("finding")))])),
                ])
            ),
            ("$defs", definitions),
        ])
    }

    /// An object with `before` and `after`.
    private static func sides(
        _ schema: JSONSchema, areOptional: Bool = false, description: String? = nil
    ) -> JSONSchema {
        let members = [("before", schema), ("after", schema)]
        return .strictObject(areOptional ? [] : members, optional: areOptional ? members : [], description: description)
    }

    private static func severity(_ description: String) -> JSONSchema {
        .object([
            ("description", .text(description)), ("enum", .list(Severity.allCases.map { .text($0.rawValue) })),
        ])
    }

    private static let warning = JSONSchema.strictObject([
        ("code", .words(of: ComparisonWarning.Code.self)), ("detail", .string),
    ])

    private static let nodes = JSONSchema.strictObject(
        [
            ("added", .strings), ("removed", .strings),
            (
                "changes",
                .array(
                    of: .strictObject(
                        change + [("nodes", .strings)], optional: [("before", .string), ("after", .string)]))
            ),
        ],
        description: "What became of the nodes themselves.")

    private static let change: [(String, JSONSchema)] = [
        ("aspect", .words(of: ObjectChange.Aspect.self)), ("subject", .string),
    ]

    private static let daemonSet = JSONSchema.strictObject(
        [
            ("namespace", .string), ("name", .string), ("outcome", .words(of: DaemonSetComparison.Outcome.self)),
            (
                "recreated",
                .object([("description", "Whether the uid is another one in AFTER."), ("type", "boolean")])
            ),
            ("verdict", sides(.words(of: Verdict.self), areOptional: true)),
            ("counts", sides(.reference("counts"), areOptional: true)),
            (
                "changes",
                .array(
                    of: .strictObject(change, optional: [("before", .string), ("after", .string)]),
                    description: "What changed in the object. Without `before` it was added, without `after` removed; "
                        + "with neither it changed, and the values are not told.")
            ),
            (
                "nodes",
                .array(
                    of: .reference("node"),
                    description: "Nodes that are served in both, and those that are eligible in none, are left out.")
            ),
            ("findings", .array(of: .reference("finding"))),
        ],
        optional: [("harm", .reference("harm")), ("worst", .reference("worst")), ("rollout", rollout)])

    private static let rollout: JSONSchema = {
        let side = JSONSchema.strictObject(
            [("updated", .count), ("desired", .count)], optional: [("revision", .object([("type", "integer")]))])
        return .strictObject([
            ("state", .words(of: RolloutProgress.State.self)), ("newRevision", .boolean), ("before", side),
            ("after", side),
        ])
    }()

    private static let definitions = JSONSchema.object([
        (
            "snapshot",
            .strictObject([
                ("source", .string), ("capturedAt", .object([("type", "string"), ("format", "date-time")])),
                ("kubernetesVersion", .string), ("nodes", .count), ("pods", .count), ("daemonSets", .count),
                (
                    "gaps",
                    .array(
                        of: .strictObject([
                            ("code", .words(of: Gap.Code.self)), ("detail", .string),
                            ("affects", .array(of: .string)),
                        ]))
                ),
            ])
        ),
        ("gapCodes", .array(of: .words(of: Gap.Code.self))),
        ("harm", severity("How bad what got worse for nodes is; not there when nothing did.")),
        ("worst", severity("The same, or the severity of a new finding where that is greater.")),
        (
            "counts",
            .strictObject(
                ["desired", "current", "ready", "available", "updated", "misscheduled"].map { ($0, .count) })
        ),
        (
            "node",
            .strictObject(
                [("node", .string), ("change", .words(of: NodeChange.self))],
                optional: [
                    ("before", .reference("assessment")), ("after", .reference("assessment")),
                    (
                        "restarts",
                        .strictObject(
                            [("count", .count), ("samePod", .boolean)], optional: [("secondsRunning", .count)],
                            description: "How often the pod's containers were started again since BEFORE.")
                    ),
                ])
        ),
        (
            "assessment",
            .strictObject(
                [("state", .words(of: NodeState.self))],
                optional: [
                    ("pod", .string), ("cause", .words(of: FindingCode.self)), ("excludedBy", .strings),
                ])
        ),
        (
            "finding",
            .strictObject([
                ("code", .words(of: FindingCode.self)), ("change", .words(of: FindingChange.Change.self)),
                ("severity", sides(.words(of: Severity.self), areOptional: true)), ("nodes", sides(.strings)),
            ])
        ),
    ])
}
