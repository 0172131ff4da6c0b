import CSimdJSON

/// Hides credentials in one text, for one thread.
struct TextRedactor {
    private let own: OwnPatterns

    init(_ redaction: Redaction) { own = OwnPatterns(redaction) }

    /// The text without credentials; nil when there are none. Own patterns are for what people and programs write.
    func redacted(
        _ text: UnsafeBufferPointer<UInt8>, extent: CredentialScanner.Extent, withOwnPatterns: Bool = true
    ) -> [UInt8]? {
        var result = Self.replaced(in: text, extent: extent)
        // What stands beside a placeholder may look different now. Texts with credentials are few, so that this costs
        // nothing; what comes of it stays as it is.
        for _ in 0..<Self.mostRounds {
            guard let more = result?.withUnsafeBufferPointer({ Self.replaced(in: $0, extent: extent) }) else { break }
            result = more
        }
        if own.isEmpty || !withOwnPatterns { return result }
        let readable = result.map { String(decoding: $0, as: UTF8.self) } ?? String(decoding: text, as: UTF8.self)
        return own.replaced(in: readable).map { Array($0.utf8) } ?? result
    }

    private static let mostRounds = 8

    private static func replaced(
        in text: UnsafeBufferPointer<UInt8>, extent: CredentialScanner.Extent
    ) -> [UInt8]? {
        let ranges = CredentialScanner.ranges(in: text, extent: extent)
        if ranges.isEmpty { return nil }
        var redacted: [UInt8] = []
        redacted.reserveCapacity(text.count)
        var end = 0
        for range in ranges {
            redacted.append(contentsOf: text[end..<range.lowerBound])
            redacted.append(contentsOf: Redaction.placeholder.utf8)
            end = range.upperBound
        }
        redacted.append(contentsOf: text[end...])
        return redacted
    }

    /// The text without credentials.
    func redacted(_ text: String, extent: CredentialScanner.Extent = .prose) -> String {
        var text = text
        return text.withUTF8 { bytes in redacted(bytes, extent: extent).map { String(decoding: $0, as: UTF8.self) } }
            ?? text
    }
}
