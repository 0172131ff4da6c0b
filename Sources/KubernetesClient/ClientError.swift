/// Why an API server gave no answer.
public enum ClientError: Error, Equatable, Sendable {
    case unreachable(server: String, reason: String)
}
