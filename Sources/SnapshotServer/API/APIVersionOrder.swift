/// Which of two versions of a group clients prefer (`version.CompareKubeAwareVersionStrings`): the released before the
/// unreleased, the higher before the lower.
enum APIVersionOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        switch (rank(left), rank(right)) {
        case (let left?, let right?): return left > right
        case (nil, nil): return left < right
        case (let rank, _): return rank != nil
        }
    }

    /// Stage and numbers of `v1`, `v2beta3`; nil for what is named otherwise.
    private static func rank(_ version: String) -> (stage: Int, major: Int, minor: Int)? {
        guard version.first == "v" else { return nil }
        let digits = version.dropFirst().prefix(while: \.isNumber)
        guard let major = Int(digits) else { return nil }
        let rest = version.dropFirst(1 + digits.count)
        if rest.isEmpty { return (3, major, 0) }
        for (stage, word) in [(2, "beta"), (1, "alpha")] where rest.hasPrefix(word) {
            return Int(rest.dropFirst(word.count)).map { (stage, major, $0) }
        }
        return nil
    }
}
