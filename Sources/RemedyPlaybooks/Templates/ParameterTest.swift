import DiagnosisEngine
import KubernetesModel

/// A condition on a finding's parameter: a line under `when`.
struct ParameterTest: Equatable, Sendable {
    /// The parameter's name, split at its dots.
    var path: [String]
    var condition: Condition

    /// The condition on the parameter.
    enum Condition: Equatable, Sendable {
        case isOneOf([Parameters.Value])
        /// Also true when the parameter is absent.
        case isNoneOf([Parameters.Value])
        /// An empty text or list counts as absent.
        case exists(Bool)
        /// False when the parameter is absent or no number.
        case greaterThan(WholeNumber)
        /// False when the parameter is absent or no number.
        case lessThan(WholeNumber)
    }

    func isMet(in view: TemplateView) -> Bool {
        let value = view.value(at: path)
        switch condition {
        case .isOneOf(let values): return value.map { values.contains(where: $0.isPrintedAs) } ?? false
        case .isNoneOf(let values): return value.map { !values.contains(where: $0.isPrintedAs) } ?? true
        case .exists(let expected): return (value != nil) == expected
        case .greaterThan(let limit):
            if case .number(let number)? = value { return number > limit }
            return false
        case .lessThan(let limit):
            if case .number(let number)? = value { return number < limit }
            return false
        }
    }
}
