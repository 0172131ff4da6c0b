/// Reads what makes a server be believed.
enum TrustReader {
    /// - Throws: when authorities are named and no certificate is to be checked, which client-go refuses too, and when
    ///   the authorities cannot be read.
    static func trust(
        _ cluster: KubeconfigCluster, _ options: ConnectionOptions, _ selection: KubeconfigSelection
    ) throws(ConfigurationError) -> ServerTrust {
        var trust = ServerTrust()
        trust.serverName = cluster.tlsServerName.isEmpty ? nil : cluster.tlsServerName
        trust.skipsVerification = cluster.skipsTLSVerification
        let hasAuthorities = !cluster.certificateAuthority.isEmpty || cluster.certificateAuthorityData != nil
        if trust.skipsVerification, hasAuthorities {
            throw .invalid(
                place: options.skipsTLSVerification
                    ? "--insecure-skip-tls-verify" : selection.clusterPlace("insecure-skip-tls-verify"),
                reason: "it is set together with a certificate authority",
                hint: "remove one of them")
        }
        if !HeaderText.isSendable(cluster.tlsServerName) {
            throw .invalid(
                place: selection.clusterPlace("tls-server-name"), reason: "it contains a control character",
                hint: "remove it")
        }
        trust.authorities = try authorities(cluster, options, selection)
        return trust
    }

    /// Data in the file itself wins over a file that it names.
    private static func authorities(
        _ cluster: KubeconfigCluster, _ options: ConnectionOptions, _ selection: KubeconfigSelection
    ) throws(ConfigurationError) -> [UInt8]? {
        if let data = cluster.certificateAuthorityData {
            let field = "clusters[\(selection.clusterName)].cluster.certificate-authority-data"
            return try PEM.check(data, place: FilePlace(path: cluster.file, named: field))
        }
        if cluster.certificateAuthority.isEmpty { return nil }
        let named =
            options.certificateAuthority.isEmpty
            ? selection.clusterPlace("certificate-authority") : "--certificate-authority"
        let place = FilePlace(path: cluster.certificateAuthority, named: named)
        return try PEM.check(place.contents(), place: place)
    }
}
