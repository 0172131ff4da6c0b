/// A file, and what told to read it: a field of a kubeconfig, or a flag.
struct FilePlace: Sendable {
    /// As it can be opened.
    let path: String
    /// For errors: `users[admin].user.tokenFile in /home/me/.kube/config`, `--certificate-authority`.
    let named: String

    /// The file's bytes.
    ///
    /// - Throws: with the file's path, and what names it.
    func contents() throws(ConfigurationError) -> [UInt8] {
        do throws(BoundedFile.Failure) {
            return try BoundedFile.read(path, most: BoundedFile.mostCredentialBytes)
        } catch {
            let reason = named.isEmpty ? error.reason : "\(error.reason), and \(named) names it"
            throw error.isMissing ? .notFound(path: path, reason: reason) : .unreadable(path: path, reason: reason)
        }
    }

    func malformed(_ reason: String, hint: String) -> ConfigurationError {
        .malformed(path: path, place: "", reason: named.isEmpty ? reason : "\(reason) (\(named))", hint: hint)
    }
}
