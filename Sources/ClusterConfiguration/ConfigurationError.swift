/// Why it is not known how to reach a cluster.
public enum ConfigurationError: Error, Equatable, Sendable {
    case unreadable(path: String, reason: String)

    public var code: String { "configuration-unreadable" }
}
