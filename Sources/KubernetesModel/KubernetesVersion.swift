/// A release of Kubernetes, by the numbers that its rules depend on.
public struct KubernetesVersion: Hashable, Comparable, Sendable {
    /// 1 for every release there has been.
    public var major: WholeNumber
    /// The second number.
    public var minor: WholeNumber
    /// The third number.
    public var patch: WholeNumber

    /// A release by its numbers.
    public init(_ major: WholeNumber, _ minor: WholeNumber, _ patch: WholeNumber = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads `v1.36.2`, `1.11.0+d4cacc0` or `v1.9.7-gke.1`.
    ///
    /// - Returns: nil where the text does not begin with two numbers.
    public init?(_ text: String) {
        let parts = text.drop { $0 == "v" }.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        func number(_ part: Substring) -> WholeNumber? { WholeNumber(part.prefix { $0.isASCII && $0.isNumber }) }
        guard parts.count >= 2, let major = number(parts[0]), let minor = number(parts[1]) else { return nil }
        self.init(major, minor, parts.count > 2 ? number(parts[2]) ?? 0 : 0)
    }

    /// By the numbers, the first one first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}

extension KubernetesVersion: CustomStringConvertible {
    /// `1.36.2`.
    public var description: String { "\(major).\(minor).\(patch)" }
}
