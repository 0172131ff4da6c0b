/// Whose rights are to be used, other than those of whoever asks.
public struct Impersonation: Equatable, Sendable {
    /// `Impersonate-User`; empty for nobody.
    public var user = ""
    /// `Impersonate-Uid`.
    public var uid = ""
    /// `Impersonate-Group`, a header each.
    public var groups: [String] = []
    /// `Impersonate-Extra-KEY`, a header for each value.
    public var extra: [String: [String]] = [:]

    /// Nobody: the client acts as itself.
    public init() {}
}
