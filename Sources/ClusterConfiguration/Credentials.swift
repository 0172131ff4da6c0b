/// What a request shows to be let in. Never printed, never saved.
public struct Credentials: Equatable, Sendable {
    /// The value of the `Authorization` header, for instance `Bearer …`; nil for none.
    public var authorization: String?
    /// The client's certificate with what leads to its authority, PEM.
    public var clientCertificate: [UInt8]?
    /// The client's private key, PEM.
    public var clientKey: [UInt8]?

    public init(authorization: String? = nil, clientCertificate: [UInt8]? = nil, clientKey: [UInt8]? = nil) {
        self.authorization = authorization
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
    }
}

extension Credentials: CustomStringConvertible, CustomReflectable {
    public var description: String { "Credentials" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
