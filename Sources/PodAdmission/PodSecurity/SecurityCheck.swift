import KubernetesModel

/// A check of the Pod Security Standards (`pod-security-admission/policy`).
struct SecurityCheck: Sendable {
    typealias Evaluation = @Sendable (ReviewedPod) -> SecurityViolation?

    /// The name upstream.
    let id: String
    let level: SecurityLevel
    /// In order.
    let versions: [Since]

    /// A check as it is since a version.
    struct Since: Sendable {
        /// The minor version of Kubernetes 1.
        let minor: WholeNumber
        /// The checks of level baseline that it takes the place of.
        let overrides: Set<String>
        let evaluate: Evaluation

        init(_ minor: WholeNumber, overriding overrides: Set<String> = [], _ evaluate: @escaping Evaluation) {
            self.minor = minor
            self.overrides = overrides
            self.evaluate = evaluate
        }
    }

    init(_ id: String, _ level: SecurityLevel, _ evaluate: @escaping Evaluation) {
        self.init(id, level, [Since(0, evaluate)])
    }

    init(_ id: String, _ level: SecurityLevel, _ versions: [Since]) {
        self.id = id
        self.level = level
        self.versions = versions
    }

    /// All checks, by level and name.
    static let all: [SecurityCheck] = baseline + restricted
}

/// How strict a policy is.
enum SecurityLevel: String, Comparable {
    case privileged, baseline, restricted

    private var rank: Int { self == .privileged ? 0 : self == .baseline ? 1 : 2 }

    static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// A level as it was at a version of Kubernetes.
struct LeveledVersion: Equatable {
    var level: SecurityLevel
    /// The minor version; nil for the newest.
    var minor: WholeNumber?

    /// `restricted:latest`.
    var text: String { "\(level.rawValue):\(minor.map { "v1.\($0)" } ?? "latest")" }

    /// The parts of the pod that the policy forbids on a server of a minor version (`EvaluatePod`); nil is the newest.
    func violations(by pod: ReviewedPod, serverMinor: WholeNumber?) -> [SecurityViolation] {
        if level == .privileged { return [] }
        let version = min(minor ?? .max, serverMinor ?? .max)
        let active = SecurityCheck.all.filter { $0.level <= level }.compactMap { check in
            check.versions.last { $0.minor <= version }.map { (check.id, $0) }
        }
        let overridden = active.reduce(into: Set<String>()) { $0.formUnion($1.1.overrides) }
        return active.filter { !overridden.contains($0.0) }.compactMap { $0.1.evaluate(pod) }
    }
}
