import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import ObjectDecoding
import RemedyPlaybooks

@testable import ReportRendering

/// The schema of `-o json`, its words taken from the Swift enums.
enum ReportSchema {
    static let path = "docs/schema/report.schema.json"

    static var schema: JSONSchema {
        .object(
            [
                ("$schema", "https://json-schema.org/draft/2020-12/schema"),
                ("$id", "urn:dsdoctor:schema:report:v1"),
                ("title", "What `dsdoctor diagnose -o json` prints"),
            ]
                + members(of: report)
                + [("$defs", .object(definitions))])
    }

    private static func members(of schema: JSONSchema) -> [(String, JSONSchema)] {
        if case .object(let members) = schema { return members }
        return []
    }

    private static let report = JSONSchema.strictObject([
        ("schemaVersion", .object([("const", .text(DocumentContract.schemaVersion))])),
        ("snapshot", .reference("snapshot")),
        (
            "causes",
            .array(
                of: .reference("cause"),
                description:
                    "What the findings come from, most affected pods first. Ids are those of the whole snapshot.")
        ),
        ("daemonSets", .array(of: .reference("daemonSet"), description: "Sorted by namespace and name.")),
        (
            "cluster",
            .strictObject(
                [("findings", .array(of: .reference("finding")))], description: "What belongs to no living DaemonSet.")
        ),
    ])

    private static let definitions: [(String, JSONSchema)] = [
        ("snapshot", snapshot), ("gap", gap), ("daemonSet", daemonSet), ("counts", counts), ("node", node),
        ("finding", finding), ("parameter", parameter), ("parameters", parameters), ("evidence", evidence),
        ("remedy", remedy), ("simulation", simulation), ("commands", commands), ("cause", cause),
        ("findingReference", findingReference), ("totals", totals),
        ("code", .words(of: FindingCode.self)),
    ]

    /// What a finding refers to, for schemas that hold findings; its codes are any, so that rules leave them alone.
    static let findingDefinitions: [(String, JSONSchema)] = [
        ("finding", finding), ("parameter", parameter), ("parameters", parameters), ("evidence", evidence),
        ("remedy", remedy), ("simulation", simulation), ("commands", commands), ("code", .string),
    ]

    private static let snapshot = JSONSchema.strictObject([
        ("source", .string),
        ("capturedAt", .object([("type", "string"), ("format", "date-time")])),
        (
            "kubernetesVersion",
            .object([("type", "string"), ("description", "Empty where nothing in the snapshot tells it.")])
        ),
        ("nodes", .count), ("pods", .count), ("daemonSets", .count), ("totals", .reference("totals")),
        ("gaps", .array(of: .reference("gap"), description: "What the snapshot does not hold.")),
    ])

    static let gap = JSONSchema.strictObject([
        ("code", .words(of: Gap.Code.self)),
        ("detail", .string),
        ("affects", .array(of: .object([("type", "string"), ("pattern", "^[a-z][a-z0-9-]*$")]))),
    ])

    private static let totals = JSONSchema.strictObject([
        ("daemonSets", .strictObject(Verdict.allCases.map { ($0.rawValue, .count) }, description: "By verdict.")),
        (
            "podsMissing",
            .object([
                ("type", "integer"), ("minimum", .number(0)),
                ("description", "Pods that are desired and not available."),
            ])
        ),
        (
            "findings",
            .object([
                ("type", "object"), ("additionalProperties", .count), ("propertyNames", .reference("code")),
                ("description", "By code."),
            ])
        ),
    ])

    private static let cause = JSONSchema.strictObject([
        ("id", .count), ("severity", .words(of: Severity.self)), ("codes", .array(of: .reference("code"))),
        ("title", .string), ("message", .string), ("nodes", .strings),
        ("daemonSets", .array(of: .object([("type", "string"), ("description", "namespace/name")]))),
        ("podsAffected", .count),
        ("findings", .array(of: .reference("findingReference"), description: "The most telling first.")),
        (
            "isConsequenceOf",
            .object([
                ("type", .list(["integer", "null"])), ("description", "The id of the cause that it follows from."),
            ])
        ),
        (
            "remedies",
            .array(
                of: .strictObject(
                    [
                        ("finding", .count), ("index", .count), ("playbook", .string), ("title", .string),
                        ("risk", .words(of: Risk.self)),
                    ],
                    optional: [("daemonSet", .string), ("status", .words(of: Simulation.Status.self))]),
                description: "The best first: `index` is the place among the remedies of the finding.")
        ),
    ])

    private static let findingReference = JSONSchema.strictObject(
        [("index", .count)],
        optional: [
            (
                "daemonSet",
                .object([
                    ("type", "string"), ("description", "namespace/name; absent for a finding of the cluster."),
                ])
            )
        ])

    private static let daemonSet = JSONSchema.strictObject(
        [
            ("namespace", .string), ("name", .string),
            ("verdict", .words(of: Verdict.self)),
            ("counts", .reference("counts")),
            ("reported", .reference("counts")),
            ("nodes", .array(of: .reference("node"), description: "Every node of the cluster.")),
            ("findings", .array(of: .reference("finding"))),
        ],
        optional: [
            (
                "outranked",
                .array(
                    of: .reference("finding"),
                    description: "What was found too on nodes where another cause comes first. Without remedies.")
            )
        ])

    private static let counts = JSONSchema.strictObject([
        ("desired", .count), ("current", .count), ("ready", .count), ("available", .count), ("updated", .count),
        ("misscheduled", .count),
    ])

    private static let node = JSONSchema.strictObject(
        [
            ("node", .string), ("state", .words(of: NodeState.self)), ("shouldRun", .boolean),
            ("shouldContinueRunning", .boolean),
        ],
        optional: [
            ("pod", .string), ("cause", .reference("code")),
            ("otherCauses", .array(of: .reference("code"))),
            ("excludedBy", .strings),
        ])

    private static let finding = JSONSchema.strictObject(
        [
            ("code", .reference("code")),
            ("severity", .words(of: Severity.self)),
            ("confidence", .words(of: Confidence.self)),
            ("title", .string), ("message", .string),
            ("parameters", .reference("parameters")),
            ("nodes", .strings),
            ("pods", .array(of: .object([("type", "string"), ("description", "namespace/name")]))),
            ("evidence", .array(of: .reference("evidence"))),
            ("remedies", .array(of: .reference("remedy"), description: "Best first.")),
        ],
        optional: [
            (
                "triedInVain",
                .array(of: .string, description: "What was tried on the snapshot and helps no node, with the reason.")
            )
        ])

    static let parameter = JSONSchema.object([
        (
            "anyOf",
            .list([
                .object([("type", .list(["string", "integer", "boolean"]))]),
                .array(of: .reference("parameter")), .reference("parameters"),
            ])
        )
    ])

    static let parameters = JSONSchema.object([
        ("type", "object"), ("additionalProperties", .reference("parameter")),
    ])

    private static let evidence = JSONSchema.strictObject([
        ("kind", .words(of: Evidence.Kind.self)), ("object", .string), ("text", .string),
    ])

    private static let remedy = JSONSchema.strictObject(
        [
            ("playbook", .string), ("title", .string),
            ("risk", .words(of: Risk.self)),
            ("steps", .strings),
            ("commands", .reference("commands")), ("rollback", .reference("commands")),
            ("verify", .reference("commands")),
            ("references", .strings),
        ],
        optional: [
            (
                "changes",
                .array(
                    of: .reference("parameters"),
                    description: "What is simulated: each change by its name, as playbooks give it, with its arguments."
                )
            ),
            ("simulation", .reference("simulation")),
        ])

    static let heldUpBy = JSONSchema.array(
        of: .strictObject([("node", .string), ("reason", .words(of: RolloutCost.Holdup.Reason.self))]),
        description: "Nodes that end without an available pod of the newest template; each uses up a slot.")

    static let eviction = JSONSchema.strictObject(
        [
            ("pod", .string), ("node", .string), ("priority", .object([("type", "integer")])),
            ("fate", .words(of: Simulation.Eviction.Fate.self)),
        ],
        optional: [
            ("violatesBudget", .string),
            (
                "newNode",
                .object([
                    ("description", "A node with room for it. The scheduler may choose another one."),
                    ("type", "string"),
                ])
            ),
        ])

    static let deletedPods = JSONSchema.object([
        ("description", "Ready pods that are deleted, those on removes among them."), ("type", "integer"),
        ("minimum", .number(0)),
    ])

    static let admission = JSONSchema.strictObject([("workload", .string), ("nodes", .strings)])

    private static let simulation = JSONSchema.strictObject(
        [("status", .words(of: Simulation.Status.self))],
        optional: [
            ("reason", .string), ("unblocks", .count), ("of", .count), ("newlyEligible", .count),
            ("newlyEligibleWithoutPlace", .strings),
            ("stillBlocked", .strings), ("blockers", .strings),
            ("loses", .strings),
            ("evicts", .array(of: eviction)), ("admits", .array(of: admission)),
            ("restarts", deletedPods), ("rounds", .count), ("atOnce", .count),
            (
                "removes",
                .array(
                    of: .string,
                    description: "Nodes that lose a pod because they are not eligible; they are among loses.")
            ),
            ("rolloutStalls", .object([("type", "boolean")])),
            ("keepsOldTemplate", .strings), ("heldUpBy", heldUpBy),
        ],
        description: "What the remedy would do, tried on the snapshot.")

    static let commands = JSONSchema.array(
        of: .object([("type", "array"), ("minItems", .number(1)), ("items", .string)]),
        description: "Each a list of words, not quoted for any shell.")
}
