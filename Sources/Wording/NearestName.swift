/// Finds the known name that a mistyped one probably means.
public enum NearestName {
    /// The one of `candidates` with the fewest differences from `name`, of equals the first by the alphabet; nil when
    /// none is near.
    public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.utf8.count / 3)
        let near = candidates.map { (distance: EditDistance.between(name, $0, limit: limit + 1), name: $0) }
        return near.filter { $0.distance <= limit }.min { $0 < $1 }?.name
    }

    /// The nearest of `candidates`, or else the shortest that begins with `name`: people leave off the end of long names.
    public static func completing(_ name: String, among candidates: some Sequence<String>) -> String? {
        if let near = of(name, among: candidates) { return near }
        guard name.utf8.count >= 3 else { return nil }
        return candidates.filter { $0.hasPrefix(name) }.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }
}
