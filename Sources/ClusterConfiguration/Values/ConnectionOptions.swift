/// The command line's connection options, each named as kubectl's flag. Empty texts are flags not given.
public struct ConnectionOptions: Equatable, Sendable, Unprinted {
    /// `--kubeconfig`: the one file to read, in the place of `KUBECONFIG` and `~/.kube/config`.
    public var kubeconfig = ""
    /// `--context`
    public var context = ""
    /// `--cluster`: the name of one in the kubeconfig.
    public var cluster = ""
    /// `--user`: the name of one in the kubeconfig.
    public var user = ""
    /// `--server`: a URL, or a host and a port.
    public var server = ""
    /// `--token`: secret.
    public var token = ""
    /// `--as`
    public var impersonatedUser = ""
    /// `--as-group`, which may be given several times.
    public var impersonatedGroups: [String] = []
    /// `--as-uid`
    public var impersonatedUID = ""
    /// `--tls-server-name`
    public var tlsServerName = ""
    /// `--insecure-skip-tls-verify`
    public var skipsTLSVerification = false
    /// `--certificate-authority`: a file.
    public var certificateAuthority = ""
    /// `--client-certificate`: a file.
    public var clientCertificate = ""
    /// `--client-key`: a file.
    public var clientKey = ""
    /// `--request-timeout`; nil when it is not given.
    public var requestTimeout: RequestTimeout?
    /// `--namespace`
    public var namespace = ""
    /// Whether standard input is read for something else, so that no credential plugin may have it.
    public var isStandardInputTaken = false

    /// No flag given: everything comes from kubeconfig and environment.
    public init() {}
}
