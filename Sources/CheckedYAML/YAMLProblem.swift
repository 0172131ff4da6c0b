/// What can be wrong with any YAML file that people write, whatever it is about.
public enum YAMLProblem: Equatable, Sendable {
    case invalidYAML(String)
    case unknownKey(String, known: [String])
    case missingKey(String)
    case wrongType(expected: String)
    case empty(String)
}
