import KubernetesModel

/// The event of a DaemonSet controller before 1.12 about a node on which its pod does not fit.
public struct FailedPlacement: Equatable, Sendable {
    /// The reason of such events on a DaemonSet (`FailedPlacementReason`).
    public static let reason = "FailedPlacement"

    /// The node.
    public var node: String
    /// Why the pod does not fit, in the controller's words.
    public var cause: String

    /// Reads `failed to place pod on "node-1": Node didn't have enough resource: cpu, requested: 250, used: 1970,
    /// capacity: 2000`; nil for other events.
    public init?(_ event: Event) {
        guard event.reason == Self.reason else { return nil }
        let parts = event.message.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].hasPrefix(":") else { return nil }
        node = String(parts[1])
        cause = String(parts[2].dropFirst().drop { $0 == " " })
    }
}
