import Glibc
public struct Environment: Sendable {
    let variable: @Sendable (String) -> String?
    public init(variable: @escaping @Sendable (String) -> String?) { self.variable = variable }
}
public struct ConnectionOptions: Equatable, Sendable {
    public var kubeconfig: String?
    public var context: String?
    public var cluster: String?
    public var user: String?
    public var server: String?
    public var token: String?
    public var impersonatedUser: String?
    public var impersonatedGroups: [String] = []
    public var impersonatedUID: String?
    public var tlsServerName: String?
    public var skipsTLSVerification = false
    public var certificateAuthority: String?
    public var clientCertificate: String?
    public var clientKey: String?
    public var requestTimeout: String?
    public var namespace: String?
    public init() {}
}
nonisolated(unsafe) public var stubCredentials = Credentials()
func bytes(_ p: String) -> [UInt8] {
    let f = fopen(p, "r")!; var b = [UInt8](repeating: 0, count: 1 << 20); let n = fread(&b, 1, b.count, f);
    return Array(b[..<n])
}
public enum ConnectionResolver {
    public static func connection(for o: ConnectionOptions, in e: Environment) throws(ConfigurationError)
        -> ClusterConnection
    {
        var c = ClusterConnection(server: o.server ?? "http://127.0.0.1:8001", namespace: o.namespace ?? "default")
        if let ca = o.certificateAuthority { c.trust.authorities = bytes(ca) }
        c.trust.serverName = o.tlsServerName
        c.trust.skipsVerification = o.skipsTLSVerification
        var k = Credentials()
        if let t = o.token { k.authorization = "Bearer " + t }
        if let x = o.clientCertificate, let y = o.clientKey { k.clientCertificate = bytes(x); k.clientKey = bytes(y) }
        stubCredentials = k
        return c
    }
}
