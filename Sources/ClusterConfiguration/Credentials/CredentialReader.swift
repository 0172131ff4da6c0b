/// Finds the source of credentials for a user, with the flags laid over it.
struct CredentialReader {
    let selection: KubeconfigSelection
    let options: ConnectionOptions
    let environment: ProcessEnvironment
    let pluginDeadline: Duration
    let cluster: KubeconfigCluster
    /// As it is reached.
    let server: String
    let authorities: [UInt8]?

    private var user: KubeconfigUser { selection.user }
    private var hasBasic: Bool { !user.username.isEmpty || !user.password.isEmpty }
    private var hasCertificate: Bool { !user.clientCertificate.isEmpty || user.clientCertificateData != nil }

    /// Credentials are sent by TLS only; by plain HTTP clientcmd sends none either.
    func source(isSecure: Bool) throws(ConfigurationError) -> CredentialSource {
        try checkMethods()
        let mode = try user.plugin?.check(user: selection.userName, file: user.file)
        if !isSecure { return CredentialSource() }
        var parts: [any CredentialPart] = []
        if hasCertificate { parts.append(try certificate()) }
        if !user.tokenFile.isEmpty {
            let named = selection.userPlace("tokenFile", flag: "")
            parts.append(try TokenFile(FilePlace(path: user.tokenFile, named: named)))
        } else if !user.token.isEmpty {
            try check(user.token, "token", flag: options.token.isEmpty ? "" : "--token")
            parts.append(FixedCredentials(Credentials(authorization: Credentials.bearer(user.token))))
        } else if !user.username.isEmpty {
            let header = Credentials.basic(username: user.username, password: user.password)
            parts.append(FixedCredentials(Credentials(authorization: header)))
        }
        // Whoever is known otherwise needs no plugin, which spares `--token` a login.
        if parts.isEmpty, let configuration = user.plugin, let mode { parts = [plugin(configuration, mode)] }
        return CredentialSource(parts: parts)
    }

    /// - Throws: for ways to be known that exclude each other, or exist no more.
    private func checkMethods() throws(ConfigurationError) {
        if hasBasic, !user.token.isEmpty || !user.tokenFile.isEmpty {
            throw .invalid(
                place: selection.userPlace("", flag: options.token.isEmpty ? "" : "--token").droppingDot,
                reason: "token and username or password are both set, but only one can be sent",
                hint: "remove one of them")
        }
        if let provider = user.authProvider, options.token.isEmpty {
            throw .malformed(
                path: user.file, place: "users[\(selection.userName)].user.auth-provider",
                reason: "kubectl no longer supports the auth provider \"\(provider)\"",
                hint: "use a credential plugin (exec); the provider's tool adds it to the kubeconfig")
        }
    }

    private func check(_ secret: String, _ field: String, flag: String) throws(ConfigurationError) {
        if HeaderText.isSendable(secret) { return }
        throw .invalid(
            place: selection.userPlace(field, flag: flag),
            reason: "it contains a line break or another control character",
            hint: "write it as one line")
    }

    // MARK: - Certificates

    /// Pairs of files are watched; where one half stands in the kubeconfig itself, both are fixed, as in client-go.
    private func certificate() throws(ConfigurationError) -> any CredentialPart {
        if user.clientKey.isEmpty, user.clientKeyData == nil {
            throw .invalid(
                place: selection.userPlace(
                    "client-certificate", flag: options.clientCertificate.isEmpty ? "" : "--client-certificate"),
                reason: "the client certificate has no key", hint: "name the key's file with --client-key")
        }
        let certificate = FilePlace(
            path: user.clientCertificate,
            named: selection.userPlace(
                "client-certificate", flag: options.clientCertificate.isEmpty ? "" : "--client-certificate"))
        let key = FilePlace(
            path: user.clientKey,
            named: selection.userPlace("client-key", flag: options.clientKey.isEmpty ? "" : "--client-key"))
        if user.clientCertificateData == nil, user.clientKeyData == nil {
            return try CertificateFiles(certificate: certificate, key: key)
        }
        return FixedCredentials(
            Credentials(
                clientCertificate: try half(user.clientCertificateData, "client-certificate-data", or: certificate),
                clientKey: try half(user.clientKeyData, "client-key-data", or: key)))
    }

    private func half(
        _ data: [UInt8]?, _ field: String, or file: FilePlace
    ) throws(ConfigurationError) -> [UInt8] {
        guard let data else { return try PEM.check(file.contents(), place: file) }
        let named = "users[\(selection.userName)].user.\(field)"
        return try PEM.check(data, place: FilePlace(path: user.file, named: named))
    }

    // MARK: - Plugins

    private func plugin(_ configuration: PluginConfiguration, _ mode: InteractiveMode) -> CredentialPlugin {
        var told = PluginCluster()
        told.server = server
        told.tlsServerName = cluster.tlsServerName
        told.skipsTLSVerification = cluster.skipsTLSVerification
        told.authorities = authorities
        told.proxyURL = cluster.proxyURL
        told.disablesCompression = cluster.disablesCompression
        told.configuration = cluster.pluginConfiguration
        return CredentialPlugin(
            CredentialPlugin.Setting(
                configuration: configuration, mode: mode, cluster: told, environment: environment,
                isStandardInputTaken: options.isStandardInputTaken, deadline: pluginDeadline))
    }
}

extension String {
    /// A place of all of a user, where a field would follow.
    fileprivate var droppingDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
