/// The characters that an HTTP header may have.
enum HeaderText {
    /// Whether the text can be sent: control characters cannot, since a line break would begin another header.
    static func isSendable(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }

    /// - Throws: when `secret` holds control characters; the error does not show it.
    static func check(_ secret: String, place: FilePlace) throws(ConfigurationError) {
        if !isSendable(secret) {
            throw place.malformed("it contains a line break or another control character", hint: "write it as one line")
        }
    }
}

extension String {
    /// The text without white space at either end.
    var trimmed: String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let start = utf8.drop(while: isSpace)
        guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(self[start.startIndex...last])
    }
}
