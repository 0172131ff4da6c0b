extension TextRedactor {
    /// Lines without credentials, as many as before; nil when there are none.
    ///
    /// They are searched as one text, since private keys and base64 go over many lines.
    package func redacted(lines: [String]) -> [String]? {
        if lines.contains(where: { $0.utf8.contains(0x0A) }) {
            let redacted = lines.map { self.redacted($0) }
            return redacted == lines ? nil : redacted
        }
        var result = lines
        for _ in 0..<8 {
            guard let redacted = replaced(in: result) else { break }
            result = redacted
        }
        if !own.isEmpty { result = result.map { own.replaced(in: $0) ?? $0 } }
        return result == lines ? nil : result
    }

    private func replaced(in lines: [String]) -> [String]? {
        var joined = lines.joined(separator: "\n")
        return joined.withUTF8 { bytes in
            let ranges = search.ranges(in: bytes, extent: .prose)
            if ranges.isEmpty { return nil }
            var redacted: [UInt8] = []
            redacted.reserveCapacity(bytes.count)
            var end = 0
            for range in ranges {
                redacted.append(contentsOf: bytes[end..<range.lowerBound])
                for (position, piece) in bytes[range].split(separator: 0x0A, omittingEmptySubsequences: false)
                    .enumerated()
                {
                    if position > 0 { redacted.append(0x0A) }
                    if !piece.allSatisfy({ $0 <= 0x20 }) { redacted.append(contentsOf: Placeholder.text.utf8) }
                }
                end = range.upperBound
            }
            redacted.append(contentsOf: bytes[end...])
            let result = redacted.split(separator: 0x0A, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            return result == lines ? nil : result
        }
    }
}
