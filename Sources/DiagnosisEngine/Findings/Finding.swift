/// Something that is wrong, or worth knowing, with what convinces of it.
public struct Finding: Equatable, Sendable {
    /// Which rule made it.
    public var code: FindingCode
    /// How bad it is.
    public var severity: Severity
    /// How sure it is.
    public var confidence: Confidence
    /// A few words, without names of nodes: `memory is short`.
    public var title: String
    /// One or more sentences with the numbers of this cluster.
    public var message: String
    /// The same facts for programs and templates.
    public var parameters: Parameters
    /// The names of the nodes concerned, sorted.
    public var nodes: [String]
    /// The pods concerned as `namespace/name`, sorted.
    public var pods: [String]
    /// The evidence.
    public var evidence: [Evidence]

    /// A finding of these facts; certain, and about no node or pod, unless told otherwise.
    public init(
        code: FindingCode, severity: Severity, confidence: Confidence = .certain, title: String, message: String,
        parameters: Parameters = Parameters(), nodes: [String] = [], pods: [String] = [], evidence: [Evidence] = []
    ) {
        self.code = code
        self.severity = severity
        self.confidence = confidence
        self.title = title
        self.message = message
        self.parameters = parameters
        self.nodes = nodes
        self.pods = pods
        self.evidence = evidence
    }
}

/// How bad a finding is.
public enum Severity: String, CaseIterable, Sendable, Comparable {
    /// Worth knowing.
    case notice
    /// It will break, or a rollout cannot go on.
    case warning
    /// The pod is not serving.
    case critical

    /// Whether the left one is less bad.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .notice: return 0
        case .warning: return 1
        case .critical: return 2
        }
    }
}

/// How sure a finding is.
public enum Confidence: String, CaseIterable, Sendable {
    /// It follows from the snapshot by Kubernetes' own rules.
    case certain
    /// The evidence points to it, and nothing against it.
    case likely
    /// It would explain what is seen; the snapshot lacks what would prove it.
    case possible
}

/// The evidence of a finding: a line from the cluster or from the computation.
public struct Evidence: Hashable, Sendable {
    /// Where the line comes from.
    public enum Kind: String, CaseIterable, Sendable {
        case event
        case condition
        case containerStatus = "container-status"
        case log
        case computed
        case spec
        case kubeletSummary = "kubelet-summary"
    }

    /// Where it comes from.
    public var kind: Kind
    /// The object, for instance `Pod logging/mem-hungry-mwfjg`.
    public var object: String
    /// The words, or the line of a log.
    public var text: String

    /// A finding of these facts; certain, and about no node or pod, unless told otherwise.
    public init(kind: Kind, object: String, text: String) {
        self.kind = kind
        self.object = object
        self.text = text
    }
}
