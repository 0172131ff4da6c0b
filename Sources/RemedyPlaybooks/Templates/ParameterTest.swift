import CheckedYAML
import DiagnosisEngine

/// A condition on a finding's parameter: a line under `when`.
public struct ParameterTest: Equatable, Sendable {
    /// The parameter's name, split at its dots.
    public var path: [String]
    public var condition: Condition

    /// What is asked of the parameter.
    public enum Condition: Equatable, Sendable {
        case isOneOf([Parameters.Value])
        /// Also true when the parameter is absent.
        case isNoneOf([Parameters.Value])
        /// An empty text or list counts as absent.
        case exists(Bool)
        /// False when the parameter is absent or no number.
        case greaterThan(Int64)
        /// False when the parameter is absent or no number.
        case lessThan(Int64)
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

    /// What makes the test pointless where the parameter can be of `kinds` only.
    func problem(where kinds: [ParameterDescription.Kind]) -> YAMLFileProblem.Reason? {
        let name = path.joined(separator: ".")
        guard !kinds.isEmpty else { return .unknownParameter(name) }
        switch condition {
        case .exists: return nil
        case .greaterThan, .lessThan: return kinds.contains(.number) ? nil : .badCondition("\(name) is no number")
        case .isOneOf(let values), .isNoneOf(let values):
            let isPossible = values.allSatisfy { value in
                kinds.contains { ParameterDescription(name: name, kind: $0, isOptional: true).admits(value) }
            }
            return isPossible ? nil : .badCondition("\(name) is never of that type")
        }
    }
}
