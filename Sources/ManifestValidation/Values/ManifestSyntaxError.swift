/// Why a document is neither YAML nor JSON that Kubernetes can read.
public struct ManifestSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problem.
    public var reason: String
    /// Where; nil where it has no place.
    public var position: ManifestPosition?

    /// A fault at a place.
    public init(_ reason: String, at position: ManifestPosition?) {
        self.reason = reason
        self.position = position
    }

    /// The problem, without the place.
    public var description: String { reason }
}
