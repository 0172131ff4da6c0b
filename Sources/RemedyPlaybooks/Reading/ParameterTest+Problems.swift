import CheckedYAML
import DiagnosisEngine

extension ParameterTest {
    /// The reason why the test is pointless if the parameter is always of `kinds`.
    func problem(where kinds: [ParameterDescription.Kind]) -> YAMLFileProblem.Reason? {
        let name = path.joined(separator: ".")
        guard !kinds.isEmpty else { return .unknownParameter(name) }
        switch condition {
        case .exists: return nil
        case .greaterThan, .lessThan: return kinds.contains(.number) ? nil : .badCondition("\(name) is not a number")
        case .isOneOf(let values), .isNoneOf(let values):
            let isPossible = values.allSatisfy { value in
                kinds.contains { ParameterDescription(name: name, kind: $0, isOptional: true).admits(value) }
            }
            return isPossible ? nil : .badCondition("\(name) is never of that type")
        }
    }
}
