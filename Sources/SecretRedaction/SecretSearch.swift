/// Finds credentials in a text, and in what it holds in other encodings: escapes, base64, hexadecimal digits, and each of
/// them inside another.
struct SecretSearch {
    /// Encodings inside each other, at most: each costs a pass over what is left.
    private static let mostEncodings = 3

    let patterns: SecretPatterns

    /// The ranges to replace: in order, none touching another.
    func ranges(
        in text: UnsafeBufferPointer<UInt8>, extent: TextExtent, flags: [ProgramFlags] = []
    ) -> [Range<Int>] {
        Self.merged(all(in: text, extent: extent, flags: flags, encodings: Self.mostEncodings))
    }

    private func all(
        in text: UnsafeBufferPointer<UInt8>, extent: TextExtent, flags: [ProgramFlags], encodings: Int
    ) -> [Range<Int>] {
        var found = CredentialScanner.ranges(in: text, extent: extent, patterns: patterns, flags: flags)
        if encodings == 0 || text.count < 8 { return found }
        if let escaped = EscapedText(text) {
            let inside = escaped.bytes.withUnsafeBufferPointer {
                all(in: $0, extent: extent, flags: flags, encodings: encodings - 1)
            }
            found += inside.map(escaped.written)
        }
        for run in EncodedRuns(text) where isSecret(UnsafeBufferPointer(rebasing: text[run]), encodings: encodings - 1)
        {
            found.append(run)
        }
        return found
    }

    /// Whether what a run of base64 stands for holds a secret.
    private func isSecret(_ run: UnsafeBufferPointer<UInt8>, encodings: Int) -> Bool {
        switch DecodedRun(run) {
        case nil: return false
        case .opaque?: return run.count >= 40
        case .text(let bytes)?:
            return bytes.withUnsafeBufferPointer {
                !all(in: $0, extent: .prose, flags: [], encodings: encodings).isEmpty
            }
        }
    }

    /// Ranges that overlap or touch as one.
    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = merged.last, last.upperBound >= range.lowerBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
