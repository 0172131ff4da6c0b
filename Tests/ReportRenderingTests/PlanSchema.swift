import ClusterSimulation
import RemedyPlan
import RemedyPlaybooks

@testable import ReportRendering

/// The schemas of `plan -o json` and `simulate --plan -o json`, their words taken from the Swift enums.
enum PlanSchema {
    static let path = "docs/schema/plan.schema.json"
    static let replayPath = "docs/schema/plan-replay.schema.json"

    static var schema: JSONSchema {
        document(
            "plan", "What `dsdoctor plan -o json` prints", required: ["schemaVersion", "snapshot", "options", "plan"],
            [
                ("schemaVersion", .object([("const", .text(DocumentContract.schemaVersion))])),
                ("snapshot", snapshot), ("options", options), ("plan", plan),
            ])
    }

    static var replaySchema: JSONSchema {
        document(
            "plan-replay", "What `dsdoctor simulate --plan -o json` prints",
            required: ["schemaVersion", "snapshot", "steps"],
            [
                ("schemaVersion", .object([("const", .text(DocumentContract.schemaVersion))])),
                ("snapshot", snapshot), ("steps", .array(of: replayedStep)),
            ])
    }

    private static func document(
        _ name: String, _ title: String, required: [String], _ properties: [(String, JSONSchema)]
    ) -> JSONSchema {
        .object([
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("$id", .text("urn:dsdoctor:schema:\(name):v1")), ("title", .text(title)), ("type", "object"),
            ("additionalProperties", .truth(false)), ("required", .list(required.map { .text($0) })),
            ("properties", .object(properties)),
            (
                "$defs",
                .object([
                    ("gap", ReportSchema.gap), ("parameter", ReportSchema.parameter),
                    ("parameters", ReportSchema.parameters),
                ])
            ),
        ])
    }

    private static let snapshot = JSONSchema.strictObject([
        ("source", .string), ("capturedAt", .object([("type", "string"), ("format", "date-time")])),
        ("kubernetesVersion", .string), ("nodes", .count), ("pods", .count), ("daemonSets", .count),
        ("gaps", .array(of: .reference("gap"))),
    ])

    private static let options = JSONSchema.strictObject(
        [("maxRisk", .words(of: Risk.self)), ("never", .array(of: .words(of: ChangeKind.self)))],
        optional: [("onlyCauses", .array(of: .count))])

    private static let totals = JSONSchema.strictObject([("available", .count), ("desired", .count)])

    private static let plan = JSONSchema.strictObject(
        [
            ("before", totals), ("after", totals),
            ("steps", .array(of: step, description: "In order: each on the cluster that the steps before it leave.")),
            ("leftOver", .array(of: leftOver, description: "Causes that no step heals, or not wholly.")),
            ("unused", .array(of: unused, description: "Remedies that are no step.")),
        ],
        optional: [("cutShort", .boolean)])

    private static let step = JSONSchema.strictObject(
        [
            ("number", .count), ("daemonSet", .string), ("code", .string), ("remedy", .string), ("title", .string),
            ("risk", .words(of: Risk.self)), ("servedBefore", .count), ("servedAfter", .count), ("desired", .count),
            ("gains", .strings),
            (
                "others",
                .array(
                    of: .strictObject([("daemonSet", .string), ("servedBefore", .count), ("servedAfter", .count)]),
                    description: "Other DaemonSets that gain or lose pods.")
            ),
            ("evicts", .array(of: ReportSchema.eviction)), ("restarts", ReportSchema.deletedPods),
            ("changes", .array(of: .reference("parameters"))), ("steps", .strings), ("commands", ReportSchema.commands),
            ("verify", ReportSchema.commands), ("rollback", ReportSchema.commands), ("references", .strings),
        ],
        optional: [
            ("cause", .count), ("updated", .count), ("leadsTo", .count),
            (
                "uncertain",
                .array(
                    of: .string,
                    description: """
                        Nodes that gain a pod only if no pod that an earlier step moves takes the room. Not counted.
                        """)
            ),
            ("loses", .strings),
            ("admits", .array(of: ReportSchema.admission)), ("rounds", .count), ("atOnce", .count),
            ("rolloutStalls", .boolean), ("keepsOldTemplate", .strings), ("heldUpBy", ReportSchema.heldUpBy),
            ("violates", .strings), ("deletesPodsOn", .strings),
        ])

    private static let leftOver = JSONSchema.strictObject(
        [
            ("cause", .count), ("title", .string), ("nodes", .strings), ("daemonSets", .strings), ("pods", .count),
            ("reason", .words(of: UnusedReason.self)), ("why", .string),
        ],
        optional: [("remedy", .string), ("holdsUp", .array(of: .count))])

    private static let unused = JSONSchema.strictObject(
        [
            ("cause", .count), ("remedy", .string), ("title", .string), ("risk", .words(of: Risk.self)),
            ("reason", .words(of: UnusedReason.self)), ("why", .string),
        ],
        optional: [("daemonSet", .string), ("step", .count)])

    private static let replayedStep = JSONSchema.strictObject(
        [
            ("number", .count), ("daemonSet", .string), ("title", .string),
            ("verdict", .words(of: ReplayedStep.Verdict.self)),
            ("promised", .strictObject([("servedBefore", .count), ("servedAfter", .count)])),
        ],
        optional: [
            ("before", totals), ("after", totals), ("why", .string), ("risk", .words(of: Risk.self)),
            ("evicts", .array(of: ReportSchema.eviction)), ("restarts", ReportSchema.deletedPods),
        ])
}
