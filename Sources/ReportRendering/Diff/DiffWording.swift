import DiagnosisEngine
import SnapshotComparison
import Wording

extension DaemonSetComparison.Outcome {
    /// The place in a report for people, worst first.
    var rank: Int {
        switch self {
        case .worse: return 0
        case .mixed: return 1
        case .removed: return 2
        case .otherCause: return 3
        case .uncertain: return 4
        case .unchanged: return 5
        case .better: return 6
        case .healed: return 7
        case .added: return 8
        }
    }

    var words: String {
        switch self {
        case .worse: return "WORSE"
        case .mixed: return "MIXED"
        case .removed: return "GONE"
        case .otherCause: return "OTHER CAUSE"
        case .uncertain: return "UNCERTAIN"
        case .unchanged: return "UNCHANGED"
        case .better: return "BETTER"
        case .healed: return "HEALED"
        case .added: return "NEW"
        }
    }

    var style: TextStyle {
        switch self {
        case .worse, .removed: return .critical
        case .mixed, .otherCause, .uncertain: return .warning
        case .unchanged: return .bold
        case .better, .added: return .notice
        case .healed: return .good
        }
    }
}

extension DaemonSetComparison {
    /// How it was and is: `degraded → healthy, 19 → 26 of 26 nodes served`.
    var progressWords: String {
        let verdicts = [verdict.before, verdict.after].compactMap(\.self)
        let alike = Set(verdicts).count == 1
        let words = alike ? verdicts[0].rawValue : verdicts.map(\.rawValue).joined(separator: " → ")
        switch (counts.before, counts.after) {
        case (let old?, let new?):
            let nodes = Wording.count(new.desired, "node")
            if old.desired != new.desired {
                return "\(words), \(old.available)/\(old.desired) → \(new.available)/\(new.desired) available"
            }
            if old.available != new.available {
                return "\(words), \(old.available) → \(new.available) of \(nodes) available"
            }
            return "\(words)\(alike ? " as before" : ""), \(new.available) of \(nodes) available"
        case (let old?, nil): return "was \(words), \(old.available) of \(Wording.count(old.desired, "node")) available"
        case (nil, let new?): return "\(words), \(new.available) of \(Wording.count(new.desired, "node")) available"
        case (nil, nil): return words
        }
    }
}

extension FindingChange.Change {
    var label: String {
        switch self {
        case .new: return "New"
        case .persisting: return "Still"
        case .gone: return "Gone"
        case .uncertain: return "Perhaps"
        }
    }
}

extension FindingChange {
    /// The code with its nodes: `insufficient-resource (6 → 2 nodes)`.
    var words: String {
        let (old, new) = (nodes.before.count, nodes.after.count)
        var notes: [String] = []
        switch change {
        case .new: if new > 0 { notes.append(Wording.count(new, "node")) }
        case .gone: if old > 0 { notes.append(Wording.count(old, "node")) }
        case .persisting:
            if old != new {
                notes.append("\(old) → \(Wording.count(new, "node"))")
            } else if nodes.isChanged {
                notes.append("\(Wording.count(new, "node")), others than before")
            } else if new > 0 {
                notes.append(Wording.count(new, "node"))
            }
        case .uncertain:
            notes.append(
                severity.after == nil
                    ? "only in BEFORE; AFTER lacks the data" : "only in AFTER; BEFORE lacks the data")
        }
        return notes.isEmpty ? code.rawValue : "\(code.rawValue) (\(notes.joined(separator: ", ")))"
    }
}

extension RolloutProgress {
    /// `revision 3 → 4, 17 of 26 nodes have it: it has begun`.
    var words: String {
        var number = isNewRevision ? "a new revision" : "the same revision"
        if let new = revision.after {
            number = "revision \(new)"
            if isNewRevision, let old = revision.before {
                number = old == new ? "another revision \(new)" : "revision \(old) → \(new)"
            }
        }
        let nodes = Wording.count(desired.after, "node")
        switch state {
        case .finished: return "\(number), finished: \(updated.after) of \(nodes) updated"
        case .begun: return "\(number), started: \(updated.after) of \(nodes) updated"
        case .moving: return "\(number), moving: \(updated.before) → \(updated.after) of \(nodes) updated"
        case .standing: return "\(number), no progress: \(updated.after) of \(nodes) updated, \(updated.before) before"
        }
    }
}
