import CEmbeddedFiles

/// The files of `playbooks/`, which are compiled into the program.
enum EmbeddedPlaybooks {
    /// Their texts.
    static let files = all.map(text)

    /// The files in which one of `codes`, which are UTF-8, stands behind `code:`; none is read as YAML for it.
    static func files(naming codes: Set<[UInt8]>) -> [PlaybookFile] {
        all.filter { names(one: codes, in: bytes(of: $0).span) }.map(text)
    }

    private static var all: UnsafeBufferPointer<EmbeddedFile> {
        let files = embedded_playbooks()
        return UnsafeBufferPointer(start: files.first, count: files.count)
    }

    private static func bytes(of file: EmbeddedFile) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: file.bytes, count: file.count)
    }

    private static func text(of file: EmbeddedFile) -> PlaybookFile {
        PlaybookFile(
            name: "playbooks/\(String(cString: file.name))", text: String(decoding: bytes(of: file), as: UTF8.self))
    }

    private static func names(one codes: Set<[UInt8]>, in text: Span<UInt8>) -> Bool {
        for colon in text.indices where text[colon] == UInt8(ascii: ":") {
            guard colon >= 4, colon + 1 < text.count, text[colon + 1] == UInt8(ascii: " "),
                text[colon - 1] == UInt8(ascii: "e"), text[colon - 2] == UInt8(ascii: "d"),
                text[colon - 3] == UInt8(ascii: "o"), text[colon - 4] == UInt8(ascii: "c")
            else { continue }
            var word: [UInt8] = []
            var place = colon + 2
            while place < text.count, text[place] == UInt8(ascii: "-") || (0x61...0x7A).contains(text[place]) {
                word.append(text[place])
                place += 1
            }
            if codes.contains(word) { return true }
        }
        return false
    }
}
