/// The name among `names` that differs from `name` in the fewest letters, nil when none is near.
func nearestName(to name: String, among names: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    let candidates = names.map { (name: $0, distance: editDistance($0, name)) }
    let nearest = candidates.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return nearest.flatMap { $0.distance <= limit ? $0.name : nil }
}

/// How many letters must be put in, taken out or exchanged to get from `left` to `right` (Levenshtein).
private func editDistance(_ left: String, _ right: String) -> Int {
    let letters = Array(right)
    var previous = Array(0...letters.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in letters.enumerated() {
            let replaced = previous[column] + (letter == other ? 0 : 1)
            current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
        }
        previous = current
    }
    return previous[letters.count]
}
