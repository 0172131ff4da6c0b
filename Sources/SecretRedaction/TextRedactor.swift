/// Hides credentials in texts, for one thread.
package struct TextRedactor {
    let own: OwnPatterns
    let search: SecretSearch

    package init(_ redaction: Redaction) {
        own = OwnPatterns(redaction)
        search = SecretSearch(patterns: redaction.secretPatterns)
    }

    /// The text without credentials; nil when there are none. Own patterns are for what people and programs write.
    /// `program` is the one whose arguments the text is one of; empty where it is not known.
    package func redacted(
        _ text: UnsafeBufferPointer<UInt8>, extent: TextExtent, withOwnPatterns: Bool = true, program: String = ""
    ) -> [UInt8]? {
        let flags = self.flags(of: program)
        var result = replaced(in: text, extent: extent, flags: flags)
        // What stands beside a placeholder may look different now. Texts with credentials are few, so that this costs
        // nothing; what comes of it stays as it is.
        for _ in 0..<Self.mostRounds {
            guard
                let more = result?.withUnsafeBufferPointer({ replaced(in: $0, extent: extent, flags: flags) })
            else { break }
            result = more
        }
        if own.isEmpty || !withOwnPatterns { return result }
        let readable = result.map { String(decoding: $0, as: UTF8.self) } ?? String(decoding: text, as: UTF8.self)
        return own.replaced(in: readable).map { Array($0.utf8) } ?? result
    }

    private static let mostRounds = 8

    private func replaced(
        in text: UnsafeBufferPointer<UInt8>, extent: TextExtent, flags: [ProgramFlags]
    ) -> [UInt8]? {
        let ranges = search.ranges(in: text, extent: extent, flags: flags).filter {
            !Placeholder.isAll(of: UnsafeBufferPointer(rebasing: text[$0]))
        }
        if ranges.isEmpty { return nil }
        var redacted: [UInt8] = []
        redacted.reserveCapacity(text.count)
        var end = 0
        for range in ranges {
            redacted.append(contentsOf: text[end..<range.lowerBound])
            redacted.append(contentsOf: Placeholder.text.utf8)
            end = range.upperBound
        }
        redacted.append(contentsOf: text[end...])
        return redacted
    }

    /// The text without credentials.
    package func redacted(_ text: String, extent: TextExtent = .prose) -> String {
        var text = text
        return text.withUTF8 { bytes in redacted(bytes, extent: extent).map { String(decoding: $0, as: UTF8.self) } }
            ?? text
    }

    // MARK: - Arguments

    /// The flags by which a program takes secrets.
    private func flags(of program: String) -> [ProgramFlags] {
        if program.isEmpty { return [] }
        var name = program.split(separator: "/").last.map(String.init) ?? ""
        return name.withUTF8 { search.patterns.flags(ofProgram: $0) }
    }

    /// Whether a program takes the argument behind `flag` for a secret: `-p` of sshpass.
    package func isSecret(
        behind flag: UnsafeBufferPointer<UInt8>, of program: String, calledWith words: Set<String>
    ) -> Bool {
        flags(of: program).contains { flags in
            (flags.form == .spaced || flags.form == .either)
                && (flags.subcommand.isEmpty || words.contains(flags.subcommand))
                && flags.flags.contains { $0.elementsEqual(flag) }
        }
    }
}
