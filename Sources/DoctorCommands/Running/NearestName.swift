/// Finds the name that was perhaps meant.
enum NearestName {
    /// The one of `candidates` with the fewest differences from `name`, the first of equals; nil when none is near.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let limit = max(2, name.utf8.count / 3)
        let near = candidates.map { (name: $0, distance: distance(name, $0)) }.filter { $0.distance <= limit }
        return near.min { $0.distance < $1.distance }?.name
    }

    /// How many letters must be put in, taken out, replaced or swapped with their neighbour to make one the other.
    ///
    /// It is the optimal string alignment distance over bytes; of longer names only 256 bytes count.
    static func distance(_ left: String, _ right: String) -> Int {
        let (one, other) = (Array(left.utf8.prefix(256)), Array(right.utf8.prefix(256)))
        guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in 1...one.count {
            var current = [row] + [Int](repeating: 0, count: other.count)
            for column in 1...other.count {
                let isSame = one[row - 1] == other[column - 1]
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current[column] = best
            }
            (beforeLast, last) = (last, current)
        }
        return last[other.count]
    }
}
