import ArgumentParser
import ClusterConfiguration

/// How the live cluster is reached: kubectl's options, by kubectl's names.
struct ConnectionArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("Use this kubeconfig instead of KUBECONFIG and ~/.kube/config.", valueName: "file"),
        completion: .file())
    var kubeconfig: String?

    @Option(help: ArgumentHelp("The kubeconfig context to use.", valueName: "name"))
    var context: String?

    @Option(help: ArgumentHelp("The kubeconfig cluster to use.", valueName: "name"))
    var cluster: String?

    @Option(help: ArgumentHelp("The kubeconfig user to use.", valueName: "name"))
    var user: String?

    @Option(
        name: [.customShort("s"), .long], help: ArgumentHelp("The API server's address.", valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("The bearer token to use.", valueName: "token"))
    var token: String?

    @Option(
        name: .customLong("as"), help: ArgumentHelp("Impersonate this user.", valueName: "user"))
    var impersonatedUser: String?

    @Option(
        name: .customLong("as-group"),
        help: ArgumentHelp("Impersonate this group; may be repeated.", valueName: "group"))
    var impersonatedGroups: [String] = []

    @Option(name: .customLong("as-uid"), help: ArgumentHelp("The UID of the user in --as.", valueName: "uid"))
    var impersonatedUID: String?

    @Option(
        name: .customLong("tls-server-name"),
        help: ArgumentHelp("The name to expect in the server's certificate.", valueName: "name"))
    var tlsServerName: String?

    @Flag(
        name: .customLong("insecure-skip-tls-verify"),
        help: "Skip TLS verification (insecure).")
    var skipsTLSVerification = false

    @Option(
        name: .customLong("certificate-authority"),
        help: ArgumentHelp("The certificate authority of the server.", valueName: "file"),
        completion: .file())
    var certificateAuthority: String?

    @Option(
        name: .customLong("client-certificate"),
        help: ArgumentHelp("The client certificate.", valueName: "file"), completion: .file())
    var clientCertificate: String?

    @Option(
        name: .customLong("client-key"), help: ArgumentHelp("The key of the client certificate.", valueName: "file"),
        completion: .file())
    var clientKey: String?

    @Option(
        name: .customLong("request-timeout"),
        help: ArgumentHelp(
            "Time limit for one request: 30, 1m30s. By default 10m.", valueName: "duration"))
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
