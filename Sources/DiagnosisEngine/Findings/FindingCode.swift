/// The kind of a finding, forever: never renamed, never reused.
///
/// Each rule's file declares the code that it finds: there are no others.
public struct FindingCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// For instance `host-port-conflict`.
    public let rawValue: String

    init(_ rawValue: String) { self.rawValue = rawValue }

    /// By the alphabet.
    public static func < (left: FindingCode, right: FindingCode) -> Bool { left.rawValue < right.rawValue }

    /// The word itself.
    public var description: String { rawValue }
}
