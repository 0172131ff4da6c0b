import DiagnosisEngine

extension ParameterTest {
    /// The condition in words: `reason is not-found or unknown`, `restarts above 3`.
    var outline: String {
        let name = path.joined(separator: ".")
        switch condition {
        case .isOneOf(let values): return "\(name) is \(Self.alternatives(values))"
        case .isNoneOf(let values): return "\(name) is not \(Self.alternatives(values))"
        case .exists(true): return "\(name) is known"
        case .exists(false): return "\(name) is not known"
        case .greaterThan(let limit): return "\(name) is above \(limit)"
        case .lessThan(let limit): return "\(name) is below \(limit)"
        }
    }

    private static func alternatives(_ values: [Parameters.Value]) -> String {
        let texts = values.map { if case .text(let text) = $0 { text } else { $0.compactJSON } }
        guard texts.count > 1, let last = texts.last else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: ", ") + " or " + last
    }
}
