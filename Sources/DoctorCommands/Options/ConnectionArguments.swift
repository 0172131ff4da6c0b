import ArgumentParser
import ClusterConfiguration

/// How the live cluster is reached: kubectl's options, by kubectl's names.
struct ConnectionArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("The configuration file, in the place of KUBECONFIG and ~/.kube/config.", valueName: "file"),
        completion: .file())
    var kubeconfig: String?

    @Option(help: ArgumentHelp("The context of the configuration to use.", valueName: "name"))
    var context: String?

    @Option(help: ArgumentHelp("The cluster of the configuration to ask.", valueName: "name"))
    var cluster: String?

    @Option(help: ArgumentHelp("The user of the configuration to ask as.", valueName: "name"))
    var user: String?

    @Option(
        name: [.customShort("s"), .long], help: ArgumentHelp("The API server's address.", valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("The bearer token to show.", valueName: "token"))
    var token: String?

    @Option(
        name: .customLong("as"), help: ArgumentHelp("The user whose rights are to be used.", valueName: "user"))
    var impersonatedUser: String?

    @Option(
        name: .customLong("as-group"),
        help: ArgumentHelp("A group whose rights are to be used; may be repeated.", valueName: "group"))
    var impersonatedGroups: [String] = []

    @Option(name: .customLong("as-uid"), help: ArgumentHelp("The UID of the user of --as.", valueName: "uid"))
    var impersonatedUID: String?

    @Option(
        name: .customLong("tls-server-name"),
        help: ArgumentHelp("The name that the server's certificate must bear.", valueName: "name"))
    var tlsServerName: String?

    @Flag(
        name: .customLong("insecure-skip-tls-verify"),
        help: "Believe any certificate of the server: whoever is in between can read all.")
    var skipsTLSVerification = false

    @Option(
        name: .customLong("certificate-authority"),
        help: ArgumentHelp("The authority that the server's certificate must be of.", valueName: "file"),
        completion: .file())
    var certificateAuthority: String?

    @Option(
        name: .customLong("client-certificate"),
        help: ArgumentHelp("The client certificate to show.", valueName: "file"), completion: .file())
    var clientCertificate: String?

    @Option(
        name: .customLong("client-key"), help: ArgumentHelp("The client certificate's key.", valueName: "file"),
        completion: .file())
    var clientKey: String?

    @Option(
        name: .customLong("request-timeout"),
        help: ArgumentHelp(
            "How long one request may take: 30, 1m30s; ten minutes without it and with 0.", valueName: "duration"))
    var requestTimeout: RequestTimeout?

    /// The options for whoever connects.
    var options: ConnectionOptions {
        var options = ConnectionOptions()
        options.kubeconfig = kubeconfig ?? ""
        options.context = context ?? ""
        options.cluster = cluster ?? ""
        options.user = user ?? ""
        options.server = server ?? ""
        options.token = token ?? ""
        options.impersonatedUser = impersonatedUser ?? ""
        options.impersonatedGroups = impersonatedGroups
        options.impersonatedUID = impersonatedUID ?? ""
        options.tlsServerName = tlsServerName ?? ""
        options.skipsTLSVerification = skipsTLSVerification
        options.certificateAuthority = certificateAuthority ?? ""
        options.clientCertificate = clientCertificate ?? ""
        options.clientKey = clientKey ?? ""
        options.requestTimeout = requestTimeout
        return options
    }

    /// The first option that was given; nil for none.
    var givenOption: String? {
        let given: KeyValuePairs = [
            "--kubeconfig": kubeconfig != nil, "--context": context != nil, "--cluster": cluster != nil,
            "--user": user != nil, "--server": server != nil, "--token": token != nil,
            "--as": impersonatedUser != nil, "--as-group": !impersonatedGroups.isEmpty,
            "--as-uid": impersonatedUID != nil, "--tls-server-name": tlsServerName != nil,
            "--insecure-skip-tls-verify": skipsTLSVerification,
            "--certificate-authority": certificateAuthority != nil,
            "--client-certificate": clientCertificate != nil, "--client-key": clientKey != nil,
            "--request-timeout": requestTimeout != nil,
        ]
        return given.first { $0.value }?.key
    }
}

extension RequestTimeout: ExpressibleByArgument {
    /// Reads kubectl's notation: `30s`, `2m`, or seconds as a number; nil for anything else.
    public init?(argument: String) { self.init(argument) }
}
