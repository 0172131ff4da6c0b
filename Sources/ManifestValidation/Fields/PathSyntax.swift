/// The rules for paths inside volumes and on the node; each says what is wrong with a text, or nil.
enum PathSyntax {
    /// A path without steps back (`validatePathNoBacksteps`).
    static func withoutBacksteps(_ text: String) -> String? {
        text.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
            ? "must not contain '..'" : nil
    }

    /// A relative path without steps back (`validateLocalDescendingPath`).
    static func relative(_ text: String) -> String? {
        text.hasPrefix("/") ? "must be a relative path" : withoutBacksteps(text)
    }

    /// A relative path that a volume's own files do not use (`ValidateLocalNonReservedPath`).
    static func ofFile(_ text: String) -> String? {
        relative(text) ?? (text.hasPrefix("..") ? "must not begin with '..'" : nil)
    }
}
