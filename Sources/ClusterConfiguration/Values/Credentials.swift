import KubernetesModel

/// The credentials of a request. Never printed, never saved.
public struct Credentials: Equatable, Sendable, Unprinted {
    /// The value of the `Authorization` header, for instance `Bearer …`; nil for none.
    public var authorization: String?
    /// The client's certificate with what leads to its authority, PEM.
    public var clientCertificate: [UInt8]?
    /// The client's private key, PEM.
    public var clientKey: [UInt8]?

    /// Credentials of these parts; of none for an anonymous client.
    public init(authorization: String? = nil, clientCertificate: [UInt8]? = nil, clientKey: [UInt8]? = nil) {
        self.authorization = authorization
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
    }
}

extension Credentials {
    /// A bearer token's header.
    static func bearer(_ token: String) -> String { "Bearer \(token)" }

    /// The header of HTTP's basic authentication.
    static func basic(username: String, password: String) -> String {
        "Basic " + Base64.encode(Array("\(username):\(password)".utf8))
    }
}
