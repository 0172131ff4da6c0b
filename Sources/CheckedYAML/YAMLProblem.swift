/// Problems that any YAML file written by people can have.
public enum YAMLProblem: Equatable, Sendable {
    case invalidYAML(String)
    case unknownKey(String, known: [String])
    case missingKey(String)
    case wrongType(expected: String)
    case empty(String)
}
