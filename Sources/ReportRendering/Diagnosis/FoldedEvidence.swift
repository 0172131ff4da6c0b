import DiagnosisEngine

/// Evidence with the same words from several objects.
struct FoldedEvidence {
    var evidence: Evidence
    var objects: Set<String>

    /// Evidence in the given order, that with the same words once.
    static func all(of evidence: [Evidence]) -> [FoldedEvidence] {
        var folded: [FoldedEvidence] = []
        var positions: [Evidence: Int] = [:]
        for one in evidence {
            let words = Evidence(kind: one.kind, object: "", text: one.text)
            if let position = positions[words] {
                folded[position].objects.insert(one.object)
            } else {
                positions[words] = folded.count
                folded.append(FoldedEvidence(evidence: one, objects: [one.object]))
            }
        }
        return folded
    }

    /// Where evidence comes from, in a word for people.
    static func word(for kind: Evidence.Kind) -> String {
        switch kind {
        case .event: return "event"
        case .condition: return "condition"
        case .containerStatus: return "status"
        case .log: return "log"
        case .computed: return "computed"
        case .spec: return "spec"
        case .kubeletSummary: return "kubelet"
        }
    }
}
