/// A user entry of a kubeconfig.
struct KubeconfigUser: Sendable, Unprinted {
    var file = ""
    var clientCertificate = ""
    var clientCertificateData: [UInt8]?
    var clientKey = ""
    var clientKeyData: [UInt8]?
    var token = ""
    var tokenFile = ""
    var username = ""
    var password = ""
    var impersonation = Impersonation()
    /// The name of an auth provider, of a kind that kubectl has no more.
    var authProvider: String?
    var plugin: PluginConfiguration?

    init() {}

    init(_ fields: FieldReader) throws(ConfigurationError) {
        file = fields.file
        clientCertificate = RelativePath.resolve(try fields.text("client-certificate"), in: file)
        clientCertificateData = try fields.data("client-certificate-data")
        clientKey = RelativePath.resolve(try fields.text("client-key"), in: file)
        clientKeyData = try fields.data("client-key-data")
        token = try fields.text("token")
        tokenFile = RelativePath.resolve(try fields.text("tokenFile"), in: file)
        username = try fields.text("username")
        password = try fields.text("password")
        impersonation.user = try fields.text("as")
        impersonation.uid = try fields.text("as-uid")
        impersonation.groups = try fields.texts("as-groups")
        if let extra = try fields.mapping("as-user-extra") {
            for name in extra.names { impersonation.extra[name] = try extra.texts(name) }
        }
        if let provider = try fields.mapping("auth-provider") { authProvider = try provider.text("name") }
        if let exec = try fields.mapping("exec") { plugin = try PluginConfiguration(exec) }
    }
}
