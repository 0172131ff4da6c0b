/// The samples in `snapshots/`.
public enum ShippedSnapshot: String, CaseIterable, Sendable {
    case healthy
    case mixedFaults = "mixed-faults"
    case nodePressure = "node-pressure"
    case stuckRollout = "stuck-rollout"

    /// The sample's file.
    public var path: String {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(root)/snapshots/\(rawValue).json.gz"
    }
}
