/// Finds the known name that a mistyped one probably means.
public enum NearestName {
    /// The one of `candidates` with the fewest differences from `name`, of equals the first by the alphabet; nil when
    /// none is near.
    public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.utf8.count / 3)
        let near = candidates.map { (distance: EditDistance.between(name, $0, limit: limit + 1), name: $0) }
        return near.filter { $0.distance <= limit }.min { $0 < $1 }?.name
    }
}
