/// A `report.yaml`: where a report comes from, its true cause, and what a good diagnosis says of it.
///
/// README.md beside this file describes the members.
struct FieldReport: Decodable, Sendable {
    /// `owner/repository#number` of the thread, or the number of a question with its site.
    var source: String
    /// Other threads with the same trouble.
    var alsoIn: [String]?
    /// The minor version of Kubernetes, for instance `1.24`.
    var kubernetes: String
    /// The provider or distribution.
    var provider: String
    /// Operating system and architecture of the affected nodes, for instance `linux/arm64`.
    var platform: String
    /// The program that the DaemonSet runs.
    var daemon: String
    /// The kind of failure, in a few words.
    var kind: String
    /// The true cause, as the thread found it.
    var cause: String
    var mustSay: [Statement]
    var mustNotSay: [Refusal]?
    /// Playbooks, or words of remedies, of which at least one must be offered.
    var rightRemedies: [String]?
    /// Playbooks, or words of remedies, of which none may be offered.
    var harmfulRemedies: [String]?
    /// What the program is known to get wrong today.
    var known: KnownFailure?
}

/// Something that the report must say.
struct Statement: Decodable, Sendable {
    /// The DaemonSet as `namespace/name`; none for findings that concern the cluster.
    var daemonSet: String?
    /// The codes of which one must be found.
    var codes: [String]?
    /// The nodes that findings of these codes name, these and no others.
    var nodes: [String]?
    /// For each element, one of its alternatives must be said.
    var words: [[String]]?
    /// The verdicts of which the DaemonSet must have one.
    var verdict: [String]?
    /// The codes of gaps of which one must be declared; any, where there is none.
    var gap: [String]?
}

/// Something that the report must not say.
struct Refusal: Decodable, Sendable {
    /// Where it must not be said; anywhere, when there is none.
    var daemonSet: String?
    var code: String?
    var verdict: String?
    /// Words of messages and remedies. What is quoted from the cluster does not count.
    var words: String?
}

/// A failure on record, until the rule is mended.
struct KnownFailure: Decodable, Sendable {
    var grade: Grade
    /// What is wrong, and the class of error.
    var reason: String
}

/// How good a diagnosis is; the worse, the greater.
enum Grade: String, Decodable, Sendable, Comparable, CaseIterable {
    case right, half, wrong

    static func < (left: Grade, right: Grade) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
