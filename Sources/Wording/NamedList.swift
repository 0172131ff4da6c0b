extension [String] {
    /// The first `most` of them in a sentence, and how many more there are: `a, b and 3 more`.
    package func named(atMost most: Int) -> String {
        prefix(most).joined(separator: ", ") + (count > most ? " and \(count - most) more" : "")
    }
}

extension String {
    /// The text beginning with a capital letter, unless its first word is a name: `nvidia.com/gpu`.
    package var capitalizedFirst: String {
        prefix { $0 != " " }.contains { $0 == "." || $0 == "/" } ? self : prefix(1).uppercased() + dropFirst()
    }

    /// The text as it goes on a sentence: its first word small where that is an article or "no".
    package var lowercasedArticle: String {
        guard let word = split(separator: " ").first, ["A", "An", "The", "No"].contains(word) else { return self }
        return word.lowercased() + dropFirst(word.count)
    }
}
