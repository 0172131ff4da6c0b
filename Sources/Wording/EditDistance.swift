/// The edit distance between two words.
public enum EditDistance {
    /// Bytes of a word that are compared: Kubernetes' names have 253 at most, and longer text must not cost more.
    private static let longest = 256

    /// The number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    ///
    /// It is the optimal string alignment distance over bytes.
    ///
    /// - Returns: the distance, or `limit` where it is at least that.
    public static func between(_ left: String, _ right: String, limit: Int = .max) -> Int {
        let (one, other) = (Array(left.utf8.prefix(longest)), Array(right.utf8.prefix(longest)))
        guard abs(one.count - other.count) < limit else { return limit }
        guard !one.isEmpty, !other.isEmpty else { return min(max(one.count, other.count), limit) }
        var beforeLast: [Int] = []
        var last = Array(0...other.count)
        for row in 1...one.count {
            var current = [row] + [Int](repeating: 0, count: other.count)
            for column in 1...other.count {
                let replaced = last[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1)
                var best = min(last[column] + 1, current[column - 1] + 1, replaced)
                if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current[column] = best
            }
            (beforeLast, last) = (last, current)
        }
        return min(last[other.count], limit)
    }
}
