import DiagnosisEngine

/// Evidence with the same words from several objects.
struct FoldedEvidence {
    var evidence: Evidence
    var objects: Set<String>

    /// A finding's evidence in its order, that with the same words once. What the finding's own sentence quotes of the
    /// specification or of a computation isn't said again.
    static func all(of finding: Finding) -> [FoldedEvidence] {
        var folded: [FoldedEvidence] = []
        var positions: [Evidence: Int] = [:]
        for one in finding.evidence {
            if one.kind == .spec || one.kind == .computed, isQuoted(one.text, in: finding.message) { continue }
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

    /// Whether `sentence` has `text` in it, as whole words. In a sentence that is too long to be read nothing is sought.
    static func isQuoted(_ text: String, in sentence: String) -> Bool {
        let words = text.last == "." ? text.utf8.dropLast() : text.utf8[...]
        guard !words.isEmpty, sentence.utf8.count <= 4_096 else { return false }
        var rest = sentence.utf8[...]
        var before: UInt8?
        while let found = rest.firstRange(of: words) {
            before = rest[..<found.lowerBound].last ?? before
            let after = rest[found.upperBound...]
            if before == nil || before == UInt8(ascii: " ") || before == UInt8(ascii: "("), endsWord(after) {
                return true
            }
            before = rest[found.lowerBound]
            rest = rest[rest.index(after: found.lowerBound)...]
        }
        return false
    }

    /// Whether what follows a word is its end: nothing, a space, a bracket, or punctuation and a space.
    private static func endsWord(_ rest: Substring.UTF8View) -> Bool {
        guard let first = rest.first else { return true }
        if first == UInt8(ascii: " ") || first == UInt8(ascii: ")") { return true }
        guard ".,;:".utf8.contains(first) else { return false }
        return rest.dropFirst().first.map { $0 == UInt8(ascii: " ") } ?? true
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
