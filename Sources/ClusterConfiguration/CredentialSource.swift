/// Gives credentials, those of now.
public final class CredentialSource: Sendable {
    public init() {}

    /// The credentials for the next request.
    public func credentials() throws(ConfigurationError) -> Credentials { stubCredentials }

    /// Tells that the server did not accept these: whether there may be other ones now.
    public func refuse(_ credentials: Credentials) -> Bool { false }
}
