import KubernetesModel
import Wording

/// The context, cluster and user that count, with the flags laid over them (clientcmd's `DirectClientConfig`).
struct KubeconfigSelection: Unprinted {
    private(set) var contextName = ""
    private(set) var clusterName = ""
    private(set) var userName = ""
    private(set) var context = KubeconfigContext()
    private(set) var cluster = KubeconfigCluster()
    private(set) var user = KubeconfigUser()
    private let options: ConnectionOptions

    /// - Throws: for a name that no file has.
    init(_ kubeconfig: Kubeconfig, _ options: ConnectionOptions) throws(ConfigurationError) {
        self.options = options
        contextName = options.context.isEmpty ? kubeconfig.currentContext : options.context
        func find<Entry>(
            _ kind: ConfigurationError.Kind, _ name: String, in entries: [String: Entry], place: String
        ) throws(ConfigurationError) -> Entry? {
            if name.isEmpty { return nil }
            if let entry = entries[name] { return entry }
            throw .unknownName(
                kind: kind, name: name, nearest: NearestName.of(name, among: entries.keys), place: place,
                files: kubeconfig.files)
        }
        let namer = options.context.isEmpty ? "current-context" : "--context"
        context = try find(.context, contextName, in: kubeconfig.contexts, place: namer) ?? context
        let place = contextName.isEmpty ? "" : "context \"\(contextName)\""
        clusterName = options.cluster.isEmpty ? context.cluster : options.cluster
        userName = options.user.isEmpty ? context.user : options.user
        cluster =
            try find(
                .cluster, clusterName, in: kubeconfig.clusters, place: options.cluster.isEmpty ? place : "--cluster")
            ?? cluster
        user =
            try find(.user, userName, in: kubeconfig.users, place: options.user.isEmpty ? place : "--user") ?? user
        overrideCluster()
        overrideUser()
    }

    private mutating func overrideCluster() {
        if !options.server.isEmpty { cluster.server = options.server }
        // An authority that is named, or the wish to trust anybody, replaces all that the file says of trust.
        if options.skipsTLSVerification || !options.certificateAuthority.isEmpty {
            cluster.skipsTLSVerification = options.skipsTLSVerification
            cluster.certificateAuthority = options.certificateAuthority
            cluster.certificateAuthorityData = nil
        }
        // The name in the file belongs to the server in the file.
        if !options.tlsServerName.isEmpty || !options.server.isEmpty { cluster.tlsServerName = options.tlsServerName }
    }

    private mutating func overrideUser() {
        if !options.token.isEmpty {
            user.token = options.token
            // clientcmd leaves the file, which would win over the flag.
            user.tokenFile = ""
        }
        if !options.clientCertificate.isEmpty {
            user.clientCertificate = options.clientCertificate
            user.clientCertificateData = nil
        }
        if !options.clientKey.isEmpty {
            user.clientKey = options.clientKey
            user.clientKeyData = nil
        }
        if !options.impersonatedUser.isEmpty { user.impersonation.user = options.impersonatedUser }
        if !options.impersonatedUID.isEmpty { user.impersonation.uid = options.impersonatedUID }
        if !options.impersonatedGroups.isEmpty { user.impersonation.groups = options.impersonatedGroups }
    }

    /// `--namespace`, the context's, the Pod's own, `default`.
    func namespace(otherwise implicit: String) -> String {
        [options.namespace, context.namespace, implicit].first { !$0.isEmpty } ?? "default"
    }

    /// - Throws: for groups and the like without a user, and for what no header can hold.
    func impersonation() throws(ConfigurationError) -> Impersonation {
        let wanted = user.impersonation
        let place = userPlace("as", flag: options.impersonatedUser.isEmpty ? "" : "--as")
        if wanted.user.isEmpty, !wanted.uid.isEmpty || !wanted.groups.isEmpty || !wanted.extra.isEmpty {
            throw .invalid(
                place: userPlace(
                    "as", flag: options.impersonatedGroups + [options.impersonatedUID] == [""] ? "" : "--as"),
                reason: "a uid, groups or extras are impersonated without a user", hint: "name the user with --as"
            )
        }
        let texts = [wanted.user, wanted.uid] + wanted.groups + wanted.extra.flatMap { [$0.key] + $0.value }
        if !texts.allSatisfy(HeaderText.isSendable) {
            throw .invalid(place: place, reason: "a name contains a control character", hint: "correct it")
        }
        return wanted
    }

    /// Where a field of the cluster stands, for errors.
    func clusterPlace(_ field: String) -> String {
        cluster.file.isEmpty ? field : "\(cluster.file): clusters[\(clusterName)].cluster.\(field)"
    }

    /// Where a field of the user stands, for errors; the flag, if it is given.
    func userPlace(_ field: String, flag: String) -> String {
        if !flag.isEmpty { return flag }
        return user.file.isEmpty ? field : "\(user.file): users[\(userName)].user.\(field)"
    }
}
