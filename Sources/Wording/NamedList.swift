extension [String] {
    /// The first `most` of them in a sentence, and how many more there are: `a, b and 3 more`.
    package func named(atMost most: Int) -> String {
        prefix(most).joined(separator: ", ") + (count > most ? " and \(count - most) more" : "")
    }
}

extension String {
    /// The text beginning with a capital letter.
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
