import Synchronization

/// A bearer token in a file that is written again now and then, as kubelets do with those of service accounts.
///
/// client-go reads such a file once a minute (`NewCachedFileTokenSource`); here it is read again as soon as it is
/// another one, which costs a `stat` a request. When it cannot be read any more, the last token stays.
final class TokenFile: CredentialPart, Unprinted {
    private let place: FilePlace
    private let state: Mutex<State>

    private struct State {
        var token: String
        var stamp: FileStamp?
        var readAt: ContinuousClock.Instant
    }

    /// How long a token is believed without reading, in case the file system does not tell of changes.
    private static let longest = Duration.seconds(60)

    /// - Throws: when there is no token now.
    init(_ place: FilePlace) throws(ConfigurationError) {
        self.place = place
        let stamp = FileStamp(path: place.path)
        state = Mutex(State(token: try Self.read(place), stamp: stamp, readAt: .now))
    }

    func credentials() -> Credentials {
        state.withLock { state in
            let stamp = FileStamp(path: place.path)
            if stamp == nil || stamp != state.stamp || ContinuousClock.now - state.readAt > Self.longest {
                renew(&state)
            }
            return Credentials(authorization: Credentials.bearer(state.token))
        }
    }

    func refuse(_ credentials: Credentials) -> Bool {
        state.withLock { state in
            renew(&state)
            return credentials.authorization != Credentials.bearer(state.token)
        }
    }

    private func renew(_ state: inout State) {
        let stamp = FileStamp(path: place.path)
        guard let token = try? Self.read(place) else { return }
        state = State(token: token, stamp: stamp, readAt: .now)
    }

    private static func read(_ place: FilePlace) throws(ConfigurationError) -> String {
        let bytes = try place.contents()
        let token = String(decoding: bytes, as: UTF8.self).trimmed
        if token.isEmpty { throw place.malformed("the file is empty", hint: "put a token into it") }
        try HeaderText.check(token, place: place)
        return token
    }
}
