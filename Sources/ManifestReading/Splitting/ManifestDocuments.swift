/// The documents of a manifest, cut as kubectl cuts them (`apimachinery/pkg/util/yaml`, `splitYAMLDocument`).
package struct ManifestDocuments {
    /// A document and its place in the file.
    package struct Document: Equatable {
        package var text: [UInt8]
        /// The line of the file on which it begins.
        package var firstLine: Int
    }

    package private(set) var documents: [Document] = []

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Cuts a text in UTF-8. Line ends may be those of Windows.
    package init(_ text: [UInt8]) {
        if text.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "{") {
            readJSON(text)
        } else {
            readYAML(text)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    /// Lines that begin with `---` part documents; what follows on such a line belongs to the next one.
    private mutating func readYAML(_ text: [UInt8]) {
        var line = 1
        var start = text.startIndex
        var firstLine = 1
        var position = text.startIndex
        while position < text.endIndex {
            let end = text[position...].firstIndex(of: Self.lineFeed) ?? text.endIndex
            if position > start, Self.isSeparator(text[position..<end]) {
                add(text[start..<position], firstLine)
                (start, firstLine) = (position, line)
            }
            position = min(end + 1, text.endIndex)
            line += 1
        }
        add(text[start...], firstLine)
    }

    private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.starts(with: [0x2D, 0x2D, 0x2D]) else { return false }
        return line.dropFirst(3).first.map(isSpace) ?? true
    }

    private mutating func add(_ text: ArraySlice<UInt8>, _ firstLine: Int) {
        documents.append(Document(text: Array(text), firstLine: firstLine))
    }

    /// Values of JSON stand one behind the other.
    private mutating func readJSON(_ text: [UInt8]) {
        var (line, firstLine) = (1, 1)
        var start = text.startIndex
        var depth = 0
        var isText = false
        var isEscaped = false
        for (position, byte) in text.enumerated() {
            if byte == Self.lineFeed { line += 1 }
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isText = false
                }
                continue
            }
            switch byte {
            case 0x22: isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 {
                    add(text[start...position], firstLine)
                    (start, firstLine) = (position + 1, line)
                }
            default: break
            }
        }
        if text[start...].contains(where: { !Self.isSpace($0) }) { add(text[start...], firstLine) }
    }
}
