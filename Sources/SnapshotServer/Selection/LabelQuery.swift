import KubernetesModel

/// A label selector of a request, in all of its syntax (`labels.Parse`): `a=b,c!=d,e in (f,g),!h,i,j>3`.
struct LabelQuery: Sendable {
    struct Requirement: Equatable, Sendable {
        enum Comparison: Equatable, Sendable {
            case isIn(Set<String>)
            case notIn(Set<String>)
            case exists
            case doesNotExist
            case greaterThan(Int64)
            case lessThan(Int64)
        }

        var key: String
        var comparison: Comparison

        /// Whether a label's value, nil where there is none, meets it (`labels.Requirement.Matches`).
        func matches(_ value: String?) -> Bool {
            switch comparison {
            case .isIn(let values): return value.map(values.contains) ?? false
            case .notIn(let values): return value.map { !values.contains($0) } ?? true
            case .exists: return value != nil
            case .doesNotExist: return value == nil
            case .greaterThan(let limit): return value.flatMap { Int64($0) }.map { $0 > limit } ?? false
            case .lessThan(let limit): return value.flatMap { Int64($0) }.map { $0 < limit } ?? false
            }
        }
    }

    let requirements: [Requirement]

    /// Reads a selector; an empty one selects everything.
    init(parsing text: String) throws(APIStatus) {
        var parser = LabelQueryParser(text)
        requirements = try parser.requirements()
        for requirement in requirements where !LabelSyntax.isKey(requirement.key) {
            throw .badRequest(
                "unable to parse requirement: <nil>: Invalid value: \(APIStatus.quoted(requirement.key)): name part must "
                    + "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
                    + "character")
        }
    }

    var isEmpty: Bool { requirements.isEmpty }

    func matches(_ labels: [String: String]) -> Bool { requirements.allSatisfy { $0.matches(labels[$0.key]) } }
}
