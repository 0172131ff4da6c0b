extension FilePlace {
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
}
