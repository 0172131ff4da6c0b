import DiagnosisEngine

/// Why remedies for a kind of finding cannot be tried on a snapshot, where their playbooks do not say.
enum UntriedReason {
    static func of(_ code: FindingCode) -> String {
        switch RuleCatalogue.rule(of: code)?.family {
        case .crashing, .starting: return "a snapshot can't show whether the container then runs"
        case .evicted: return "a snapshot can't show what the kubelet then measures"
        case .creation: return "a snapshot can't show what the API server then admits"
        case .node: return "a snapshot can't show what becomes of the machine"
        case .communication: return "nothing about scheduling changes"
        case .rollout: return "a snapshot can't show what becomes of new pods"
        case .unexplained: return "the cause is unknown"
        case .eligibility, .scheduling, .advice, nil: return "the playbook names no change to simulate"
        }
    }
}
