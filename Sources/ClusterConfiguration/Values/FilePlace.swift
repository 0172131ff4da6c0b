/// A file, and what told to read it: a field of a kubeconfig, or a flag.
struct FilePlace: Sendable {
    /// As it can be opened.
    let path: String
    /// For errors: `users[admin].user.tokenFile in /home/me/.kube/config`, `--certificate-authority`.
    let named: String

    /// The error for contents that are not as they must be.
    func malformed(_ reason: String, hint: String) -> ConfigurationError {
        .malformed(path: path, place: "", reason: named.isEmpty ? reason : "\(reason) (\(named))", hint: hint)
    }
}
