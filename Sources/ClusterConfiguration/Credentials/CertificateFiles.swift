import Synchronization

/// A client's certificate and key in two files, read again when either is another one.
///
/// client-go does so too (`cachingCertificateLoader`), since certificates of a day or an hour are common. When they
/// cannot be read any more, the last pair stays.
final class CertificateFiles: CredentialPart, Unprinted {
    private let certificate: FilePlace
    private let key: FilePlace
    private let state: Mutex<State>

    private struct State {
        var credentials: Credentials
        var stamps: [FileStamp?]
    }

    /// - Throws: when either cannot be read now, or holds no PEM.
    init(certificate: FilePlace, key: FilePlace) throws(ConfigurationError) {
        self.certificate = certificate
        self.key = key
        let stamps = Self.stamps(certificate, key)
        state = Mutex(State(credentials: try Self.read(certificate, key), stamps: stamps))
    }

    func credentials() -> Credentials {
        state.withLock { state in
            if Self.stamps(certificate, key) != state.stamps { renew(&state) }
            return state.credentials
        }
    }

    func refuse(_ credentials: Credentials) -> Bool {
        state.withLock { state in
            renew(&state)
            return credentials.clientCertificate != state.credentials.clientCertificate
        }
    }

    private func renew(_ state: inout State) {
        let stamps = Self.stamps(certificate, key)
        guard let credentials = try? Self.read(certificate, key) else { return }
        state = State(credentials: credentials, stamps: stamps)
    }

    private static func stamps(_ certificate: FilePlace, _ key: FilePlace) -> [FileStamp?] {
        [FileStamp(path: certificate.path), FileStamp(path: key.path)]
    }

    private static func read(_ certificate: FilePlace, _ key: FilePlace) throws(ConfigurationError) -> Credentials {
        Credentials(
            clientCertificate: try PEM.check(certificate.contents(), place: certificate),
            clientKey: try PEM.check(key.contents(), place: key))
    }
}
