/// Gives credentials, those of now. May be used from several threads at once.
///
/// The first call may block for as long as a credential plugin takes; later ones find its answer in memory.
public final class CredentialSource: Sendable, Unprinted {
    private let parts: [any CredentialPart]

    /// Nobody in particular: no credentials.
    public convenience init() { self.init(parts: []) }

    /// These credentials, for ever.
    public convenience init(_ credentials: Credentials) { self.init(parts: [FixedCredentials(credentials)]) }

    init(parts: [any CredentialPart]) { self.parts = parts }

    /// The credentials for the next request.
    public func credentials() throws(ConfigurationError) -> Credentials {
        var credentials = Credentials()
        for part in parts {
            let given = try part.credentials()
            credentials.authorization = credentials.authorization ?? given.authorization
            if credentials.clientCertificate == nil {
                credentials.clientCertificate = given.clientCertificate
                credentials.clientKey = given.clientKey
            }
        }
        return credentials
    }

    /// Tells that the server did not accept these: whether there may be other ones now.
    ///
    /// True when a retry with new credentials makes sense. Files are read again and a plugin is run again, but not
    /// twice for the same credentials.
    public func refuse(_ credentials: Credentials) -> Bool {
        var isRenewed = false
        for part in parts where part.refuse(credentials) { isRenewed = true }
        return isRenewed
    }

    /// Ends a plugin that runs, and starts no other one: whoever waits for it gets an error.
    public func stop() {
        for part in parts { part.stop() }
    }
}

/// Credentials that stay what they are.
struct FixedCredentials: CredentialPart, Unprinted {
    private let fixed: Credentials

    init(_ credentials: Credentials) { fixed = credentials }

    func credentials() -> Credentials { fixed }
    func refuse(_ credentials: Credentials) -> Bool { false }
}
