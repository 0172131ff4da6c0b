/// A stage of the work.
struct Stage: Sendable {
    /// While it lasts: `reading the snapshot`.
    var doing: String
    /// When it is over: `read the snapshot`.
    var done: String

    static let reading = Stage(doing: "reading the snapshot", done: "read the snapshot")
    static let readingBefore = Stage(doing: "reading BEFORE", done: "read BEFORE")
    static let readingAfter = Stage(doing: "reading AFTER", done: "read AFTER")
    static let indexing = Stage(doing: "indexing the snapshot", done: "indexed the snapshot")
    static let diagnosing = Stage(doing: "diagnosing", done: "diagnosed")
    static let diagnosingBoth = Stage(doing: "diagnosing both", done: "diagnosed both")
    static let comparing = Stage(doing: "comparing", done: "compared")
    static let readingPlaybooks = Stage(doing: "reading the playbooks", done: "read the playbooks")
    static let tryingRemedies = Stage(doing: "simulating remedies", done: "simulated remedies")
    static let tryingChanges = Stage(doing: "simulating the changes", done: "simulated the changes")
    static let planning = Stage(doing: "planning", done: "planned")
    static let findingFirstStep = Stage(doing: "finding what to do first", done: "found what to do first")
    static let placing = Stage(doing: "finding where the pods fit", done: "found where the pods fit")
    static let writing = Stage(doing: "writing the snapshot", done: "wrote the snapshot")
}
