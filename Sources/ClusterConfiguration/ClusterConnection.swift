/// How a cluster is reached: what kubectl would make of its flags and configuration files.
public struct ClusterConnection: Sendable, Unprinted {
    /// Scheme, host, port and perhaps a path, without a slash at the end: `https://10.0.0.1:6443`.
    public var server: String
    /// The cluster's name in reports: the context's name, or the server without a context.
    public var name: String
    /// The namespace that is meant where none is named.
    public var namespace: String
    /// Whose certificates are believed.
    public var trust = ServerTrust()
    /// Who asks.
    public var credentials = CredentialSource()
    /// Whom the client acts as.
    public var impersonation = Impersonation()
    /// The proxy's URL with a scheme that curl knows (`http`, `https`, `socks5h`) and a port, perhaps with user and
    /// password: not for printing. Nil for none.
    public var proxy: String?
    /// How long one request may take in all; nil for no limit of the user's.
    public var requestTimeout: Duration?
    /// Whether the configuration asks not to have answers compressed.
    public var disablesCompression = false

    /// A connection without credentials, which trusts the system's authorities.
    public init(server: String, name: String = "", namespace: String = "default") {
        self.server = server
        self.name = name.isEmpty ? server : name
        self.namespace = namespace
    }
}

/// The grounds on which a server's certificate is trusted.
public struct ServerTrust: Equatable, Sendable {
    /// Certificates of authorities, PEM; nil for those of the system.
    public var authorities: [UInt8]?
    /// The name that the server's certificate must bear, in the place of the host's.
    public var serverName: String?
    /// Whether any certificate will do.
    public var skipsVerification = false

    /// The system's authorities, and verification.
    public init() {}
}
