import CheckedJSON

/// How a kubeconfig says that a cluster is reached.
struct KubeconfigCluster: Sendable, Unprinted {
    var file = ""
    var server = ""
    var tlsServerName = ""
    var skipsTLSVerification = false
    /// Resolved against the file's directory.
    var certificateAuthority = ""
    var certificateAuthorityData: [UInt8]?
    var proxyURL = ""
    var disablesCompression = false
    /// The content of the extension for credential plugins.
    var pluginConfiguration: JSONValue?

    /// The reserved name of that extension.
    private static let pluginExtension = "client.authentication.k8s.io/exec"

    init() {}

    init(_ fields: FieldReader) throws(ConfigurationError) {
        file = fields.file
        server = try fields.text("server")
        tlsServerName = try fields.text("tls-server-name")
        skipsTLSVerification = try fields.flag("insecure-skip-tls-verify")
        certificateAuthority = RelativePath.resolve(try fields.text("certificate-authority"), in: file)
        certificateAuthorityData = try fields.data("certificate-authority-data")
        proxyURL = try fields.text("proxy-url")
        disablesCompression = try fields.flag("disable-compression")
        for element in try fields.list("extensions") {
            let named = try FieldReader(element, file: file, place: fields.path("extensions"))
            if try named.text("name") == Self.pluginExtension { pluginConfiguration = named["extension"] }
        }
    }
}

/// Paths in a kubeconfig, which are meant from the directory of the file that they stand in.
enum RelativePath {
    static func resolve(_ path: String, in file: String) -> String {
        if path.isEmpty || path.hasPrefix("/") { return path }
        guard let slash = file.lastIndex(of: "/") else { return "./" + path }
        return String(file[...slash]) + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
    }
}
