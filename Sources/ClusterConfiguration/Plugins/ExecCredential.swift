import CheckedJSON
import KubernetesModel

/// A plugin's input and answer: `ExecCredential` of `client.authentication.k8s.io`.
struct ExecCredential: Unprinted {
    var token = ""
    var certificate = ""
    var key = ""
    /// Nil when they do not expire.
    var expiration: Timestamp?

    /// Why an answer is none. It never quotes the answer.
    struct Failure: Error {
        var reason: String
    }

    /// The value of `KUBERNETES_EXEC_INFO`.
    static func request(apiVersion: String, isInteractive: Bool, cluster: JSONValue?) -> String {
        let spec = JSONValue.members(["cluster": cluster, "interactive": .bool(isInteractive)])
        let request = JSONValue.members([
            "kind": .string("ExecCredential"), "apiVersion": .string(apiVersion), "spec": spec,
        ])
        return String(decoding: request.bytes, as: UTF8.self)
    }

    /// Reads what a plugin wrote.
    init(_ bytes: [UInt8], apiVersion: String) throws(Failure) {
        if bytes.allSatisfy({ $0 <= 0x20 }) { throw Failure(reason: "it wrote nothing to standard output") }
        guard let answer = Self.value(bytes), answer.members != nil else {
            throw Failure(reason: "what it wrote to standard output is no ExecCredential in JSON")
        }
        guard answer["kind"]?.string == "ExecCredential" else {
            throw Failure(reason: "the kind of its answer is not ExecCredential")
        }
        guard let version = answer["apiVersion"]?.string, version == apiVersion else {
            throw Failure(reason: "the kubeconfig asks for apiVersion \(apiVersion), and its answer has another one")
        }
        guard let status = answer["status"], status.members != nil else {
            throw Failure(reason: "its answer has no status")
        }
        token = try Self.text("token", of: status)
        certificate = try Self.text("clientCertificateData", of: status)
        key = try Self.text("clientKeyData", of: status)
        let written = try Self.text("expirationTimestamp", of: status)
        if !written.isEmpty {
            guard let moment = Timestamp(written) else {
                throw Failure(reason: "the expirationTimestamp of its answer is no moment of RFC 3339")
            }
            expiration = moment
        }
        try check()
    }

    private func check() throws(Failure) {
        if token.isEmpty, certificate.isEmpty, key.isEmpty {
            throw Failure(reason: "its answer has neither a token nor a certificate with its key")
        }
        if certificate.isEmpty != key.isEmpty {
            throw Failure(reason: "its answer has a certificate or a key, but not both")
        }
        if !HeaderText.isSendable(token) { throw Failure(reason: "its token contains a control character") }
        if !certificate.isEmpty, !PEM.isPEM(Array(certificate.utf8)) || !PEM.isPEM(Array(key.utf8)) {
            throw Failure(reason: "its certificate or its key is no PEM")
        }
    }

    var credentials: Credentials {
        Credentials(
            authorization: token.isEmpty ? nil : Credentials.bearer(token),
            clientCertificate: certificate.isEmpty ? nil : Array(certificate.utf8),
            clientKey: key.isEmpty ? nil : Array(key.utf8))
    }

    /// JSON, or YAML, which client-go's decoder takes too.
    private static func value(_ bytes: [UInt8]) -> JSONValue? {
        if let value = try? JSONValue(bytes) { return value }
        return try? JSONValue(yaml: bytes)
    }

    private static func text(_ name: String, of status: JSONValue) throws(Failure) -> String {
        switch status[name] {
        case nil, .null?: return ""
        case .string(let text)?: return text
        default: throw Failure(reason: "\(name) of its answer is no text")
        }
    }
}
