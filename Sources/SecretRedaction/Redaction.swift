/// The rules of what is hidden in saved snapshots and reports: see `docs/saved-snapshots.md`.
///
/// Idempotent: redacting its output changes nothing.
package struct Redaction: Sendable {
    /// The replacement for everything hidden: the same input gives the same bytes, and nothing of what
    /// was hidden, not even whether two were equal, can be computed from it.
    package static let placeholder = Placeholder.text

    /// Regular expressions whose matches are hidden too. They are compiled where they are used: no thread may share one.
    let patterns: [String]
    /// The shapes of issuers' tokens.
    let secretPatterns: SecretPatterns

    /// - Throws: ``InvalidPattern`` for what is no regular expression.
    package init(
        patterns: [String] = [], secretPatterns: SecretPatterns = .embedded
    ) throws(InvalidPattern) {
        for pattern in patterns { _ = try OwnPatterns.compiled(pattern) }
        self.patterns = patterns
        self.secretPatterns = secretPatterns
    }

    /// Nothing but what is built in.
    package static let standard = Redaction()

    private init() {
        patterns = []
        secretPatterns = .embedded
    }

    /// Whether a text is nothing but the placeholder.
    package static func isPlaceholder(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { Placeholder.isAll(of: bytes) }
}

/// A regular expression that is none.
package struct InvalidPattern: Error, Equatable, CustomStringConvertible {
    package var pattern: String
    package var reason: String

    package var description: String { "'\(pattern)' is no regular expression: \(reason)" }
}
