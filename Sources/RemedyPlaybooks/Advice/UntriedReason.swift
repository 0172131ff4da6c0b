import DiagnosisEngine

/// Why remedies for a kind of finding cannot be tried on a snapshot, where their playbooks do not say.
enum UntriedReason {
    static func of(_ code: FindingCode) -> String {
        switch RuleCatalogue.rule(of: code)?.family {
        case .crashing, .starting: return "whether a container then runs cannot be told from a snapshot"
        case .evicted: return "what the kubelet then measures cannot be told from a snapshot"
        case .creation: return "what the API server then admits cannot be told from a snapshot"
        case .node: return "how a machine gets on cannot be told from a snapshot"
        case .communication: return "nothing about scheduling changes"
        case .rollout: return "how new pods get on cannot be told from a snapshot"
        case .unexplained: return "the cause is not known"
        case .eligibility, .scheduling, .advice, nil: return "the playbook names no change to try"
        }
    }
}
