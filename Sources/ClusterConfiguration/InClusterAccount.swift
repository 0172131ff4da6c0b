import Glibc

/// The account of the Pod that this process runs in, if it does (client-go's `InClusterConfig`).
struct InClusterAccount {
    let server: String
    let token: FilePlace
    /// PEM; nil when there is none, so that the system's authorities count.
    let authorities: [UInt8]?
    /// `POD_NAMESPACE`, else what the account's directory says; empty when neither does.
    let namespace: String

    /// Nil outside of clusters: without the address of the API server, or without a token.
    init?(_ environment: ProcessEnvironment) {
        let directory = environment.serviceAccountDirectory
        let host = environment.first("KUBERNETES_SERVICE_HOST")
        let port = environment.first("KUBERNETES_SERVICE_PORT")
        var status = stat()
        guard !host.isEmpty, !port.isEmpty, stat(directory + "/token", &status) == 0,
            status.st_mode & S_IFMT != S_IFDIR
        else { return nil }
        server = "https://" + (host.contains(":") ? "[\(host)]" : host) + ":" + port
        token = FilePlace(path: directory + "/token", named: "")
        let read = { try? BoundedFile.read(directory + $0, most: BoundedFile.mostCredentialBytes) }
        authorities = read("/ca.crt").flatMap { PEM.isPEM($0) ? $0 : nil }
        let own = environment.first("POD_NAMESPACE")
        namespace = own.isEmpty ? String(decoding: read("/namespace") ?? [], as: UTF8.self).trimmed : own
    }

    /// For an error: why there is none.
    static func lookedFor(_ environment: ProcessEnvironment) -> String {
        let hasServer =
            !environment.first("KUBERNETES_SERVICE_HOST").isEmpty
            && !environment.first("KUBERNETES_SERVICE_PORT").isEmpty
        let why = hasServer ? "no token in \(environment.serviceAccountDirectory)" : "not in a Pod"
        return "the service account of a Pod (\(why))"
    }
}
