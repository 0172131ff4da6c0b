/// One of the ways to be known: a token, a certificate, a plugin.
protocol CredentialPart: Sendable {
    func credentials() throws(ConfigurationError) -> Credentials
    func refuse(_ credentials: Credentials) -> Bool
    func stop()
}

extension CredentialPart {
    func stop() {}
}
