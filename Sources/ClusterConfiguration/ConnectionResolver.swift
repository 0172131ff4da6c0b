import KubernetesModel

/// Finds out how a cluster is reached, as kubectl does: flags, kubeconfig files, the service account of a Pod.
public struct ConnectionResolver: Sendable {
    /// How long a credential plugin may take that asks nobody.
    var pluginDeadline = Duration.seconds(60)

    /// A resolver; it keeps nothing between calls.
    public init() {}

    /// The connection that these flags and these surroundings mean.
    ///
    /// Files are read, and no plugin is run yet.
    public func connection(
        for options: ConnectionOptions, in environment: ProcessEnvironment
    ) throws(ConfigurationError) -> ClusterConnection {
        let locations = KubeconfigLocations(options, environment)
        let kubeconfig = try locations.read()
        let selection = try KubeconfigSelection(kubeconfig, options)
        let account = InClusterAccount(environment)
        var cluster = selection.cluster
        if cluster.server.isEmpty { cluster.server = environment.first("KUBERNETES_MASTER") }
        if !cluster.server.isEmpty {
            return try connection(
                to: cluster, selection, options, environment,
                implicitNamespace: account?.namespace ?? "")
        }
        if let account {
            return try connection(of: account, selection, options, environment)
        }
        throw missing(
            selection, kubeconfig, locations.lookedFor(kubeconfig) + [InClusterAccount.lookedFor(environment)])
    }

    /// Why there is no server: it depends on what was found.
    private func missing(
        _ selection: KubeconfigSelection, _ kubeconfig: Kubeconfig, _ lookedFor: [String]
    ) -> ConfigurationError {
        if !selection.clusterName.isEmpty {
            return .malformed(
                path: selection.cluster.file, place: "clusters[\(selection.clusterName)].cluster.server",
                reason: "it is missing", hint: "set the server's URL, or name it with --server")
        }
        if selection.contextName.isEmpty, !kubeconfig.contexts.isEmpty {
            return .noContextChosen(files: kubeconfig.files, contexts: kubeconfig.contexts.keys.sorted())
        }
        return .notConfigured(lookedFor: lookedFor)
    }

    private func connection(
        to cluster: KubeconfigCluster, _ selection: KubeconfigSelection, _ options: ConnectionOptions,
        _ environment: ProcessEnvironment, implicitNamespace: String
    ) throws(ConfigurationError) -> ClusterConnection {
        let place = options.server.isEmpty ? selection.clusterPlace("server") : "--server"
        let server = try ServerURL.normalized(cluster.server, place: place)
        let isSecure = server.hasPrefix("https:")
        var connection = ClusterConnection(server: server, name: selection.contextName)
        connection.trust = isSecure ? try TrustReader.trust(cluster, options, selection) : ServerTrust()
        connection.impersonation = try selection.impersonation()
        connection.proxy =
            cluster.proxyURL.isEmpty
            ? ProxyChoice.ofEnvironment(environment, server: server)
            : try ProxyChoice.named(cluster.proxyURL, place: selection.clusterPlace("proxy-url"))
        connection.disablesCompression = cluster.disablesCompression
        connection.namespace = selection.namespace(otherwise: implicitNamespace)
        connection.requestTimeout = options.requestTimeout?.duration
        let reader = CredentialReader(
            selection: selection, options: options, environment: environment, pluginDeadline: pluginDeadline,
            cluster: cluster, server: server, authorities: connection.trust.authorities)
        connection.credentials = try reader.source(isSecure: isSecure)
        return connection
    }

    /// Flags count inside of a cluster too; kubectl passes over some of them there.
    private func connection(
        of account: InClusterAccount, _ selection: KubeconfigSelection, _ options: ConnectionOptions,
        _ environment: ProcessEnvironment
    ) throws(ConfigurationError) -> ClusterConnection {
        var cluster = selection.cluster
        cluster.server = account.server
        if cluster.certificateAuthority.isEmpty, cluster.certificateAuthorityData == nil, !cluster.skipsTLSVerification
        {
            cluster.certificateAuthorityData = account.authorities
        }
        var connection = try connection(
            to: cluster, selection, options, environment, implicitNamespace: account.namespace)
        if options.token.isEmpty, options.clientCertificate.isEmpty, selection.userName.isEmpty {
            connection.credentials = CredentialSource(parts: [try TokenFile(account.token)])
        }
        return connection
    }
}
