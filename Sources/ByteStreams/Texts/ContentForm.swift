/// The form of some content, told by its first bytes.
package enum ContentForm {
    case empty
    case json
    case yaml
    /// Compressed, or an archive: something for libarchive.
    case packed
    /// Bytes that are no text.
    case foreign(reason: String)

    /// How many bytes are needed to tell: a tar's mark stands at 257.
    package static let neededCount = 4096

    package init(_ bytes: [UInt8]) {
        if bytes.isEmpty {
            self = .empty
        } else if Self.isPacked(bytes) {
            self = .packed
        } else {
            self = Self.textForm(bytes)
        }
    }

    /// Whether a file whose name tells nothing seems to hold objects of Kubernetes, or an archive.
    static func looksLikeKubernetes(_ bytes: [UInt8]) -> Bool {
        switch ContentForm(bytes) {
        case .packed: return true
        case .empty, .foreign: return false
        case .json, .yaml:
            let text = String(decoding: bytes, as: UTF8.self)
            return text.contains("apiVersion") && (text.contains("kind") || text.contains("items"))
        }
    }

    private static func isPacked(_ bytes: [UInt8]) -> Bool {
        let marks: [[UInt8]] = [
            [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x42, 0x5A, 0x68],
            [0x04, 0x22, 0x4D, 0x18], [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0x1F, 0x9D],
        ]
        if marks.contains(where: { bytes.starts(with: $0) }) { return true }
        return bytes.count > 262 && bytes[257..<262].elementsEqual("ustar".utf8)
    }

    private static func textForm(_ bytes: [UInt8]) -> ContentForm {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let first = text.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) else {
            return .empty
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .json }
        if text.starts(with: "%PDF-".utf8) { return .foreign(reason: "it is a PDF") }
        if let position = text.firstIndex(where: isControl) {
            return .foreign(reason: "it is not text: byte \(position) is \(text[position])")
        }
        return .yaml
    }

    /// Whether no text holds the byte: all controls but tab, line feed and carriage return.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
    }
}
