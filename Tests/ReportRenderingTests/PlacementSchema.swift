import ClusterSimulation
import Preflight

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
                    ("verdict", verdict),
                    ("clusters", .strings),
                    ("problems", .array(of: problem)),
                    ("notJudged", .array(of: unjudged)),
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

    private static let daemonSet = JSONSchema.strictObject(
        [("namespace", .string), ("name", .string), ("nodes", .array(of: node))],
        optional: [("cluster", .string), ("verdict", verdict)] + place + [
            ("problems", .array(of: problem)),
            ("admissionChanges", .strings),
            (
                "pools",
                .array(of: pool, description: "A pod on a fresh node of each pool, beside the pods of all DaemonSets.")
            ),
            (
                "rollout",
                .strictObject(
                    [("replacesPods", .boolean)],
                    optional: [
                        ("restarts", .count), ("rounds", .count), ("atOnce", .count), ("staleNodes", .strings),
                        (
                            "holdups",
                            .array(of: .strictObject([("node", .string), ("reason", .words(holdups))]))
                        ),
                    ])
            ),
        ])

    /// `fits` is absent where the machine's size is not known and nothing else refuses the pod; amounts stand in the place of
    /// shares then.
    private static let pool = JSONSchema.strictObject(
        [
            ("pool", .string), ("kind", .words(["NodePool", "group"])), ("nodes", .count), ("eligible", .boolean),
            ("asksFor", .strings),
        ],
        optional: [
            ("coming", .count), ("machine", .string), ("fits", .boolean), ("reasons", .strings),
            ("allDaemonSetsAskFor", .strings), ("startupTaints", .strings), ("smallestMachine", .string),
            ("leavesFree", .strings), ("smallestUnknown", .string), ("untriedMachineTypes", .count),
            (
                "keepsOff",
                .array(
                    of: .strictObject([("daemonSet", .string), ("reasons", .strings)]),
                    description: "DaemonSets that have no place on such a node beside this one's pod.")
            ),
        ])

    /// Only with `-f`: of the whole, or of one DaemonSet in one cluster.
    private static let verdict = JSONSchema.words(PreflightVerdict.allCases.map(\.rawValue))

    private static let holdups = RolloutCost.Holdup.Reason.allCases.map(\.rawValue)

    private static let place: [(String, JSONSchema)] = [("file", .string), ("line", .count), ("column", .count)]

    private static let problem = JSONSchema.strictObject(
        [
            ("code", .string), ("severity", .words(PreflightProblem.Severity.allCases.map(\.rawValue))),
            ("file", .string), ("message", .string),
        ],
        optional: [("line", .count), ("column", .count), ("field", .string), ("hint", .string)])

    private static let unjudged = JSONSchema.strictObject(
        [("kind", .string), ("name", .string), ("file", .string)],
        optional: [("namespace", .string), ("line", .count), ("column", .count)])

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
