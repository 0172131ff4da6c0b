/// The rules for keys and values of labels (`apimachinery/pkg/util/validation`).
package enum LabelSyntax {
    /// Whether the text can be a label's value: empty, or up to 63 letters, digits, `-`, `_` and `.`, the first and the
    /// last a letter or digit (`IsValidLabelValue`).
    package static func isValue(_ text: String) -> Bool {
        text.utf8.isEmpty || isName(text.utf8)
    }

    /// Whether the text can be a label's key: a name, with a DNS name and a slash before it or not (`IsQualifiedName`).
    package static func isKey(_ text: String) -> Bool {
        let bytes = text.utf8
        // Asked for every node: hence no array of parts.
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return isName(bytes) }
        return isName(bytes[bytes.index(after: slash)...]) && isDNSSubdomain(bytes[..<slash])
    }

    private static func isName(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last, isAlphanumeric(first), isAlphanumeric(last) else {
            return false
        }
        return bytes.count <= 63
            && bytes.allSatisfy {
                isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
            }
    }

    private static func isDNSSubdomain(_ bytes: Substring.UTF8View) -> Bool {
        guard bytes.count <= 253 else { return false }
        // Labels of lowercase letters, digits and hyphens, none empty, none with a hyphen at an end.
        var before = UInt8(ascii: ".")
        for byte in bytes {
            let isBoundary = before == UInt8(ascii: ".")
            switch byte {
            case UInt8(ascii: "."):
                if isBoundary || before == UInt8(ascii: "-") { return false }
            case UInt8(ascii: "-"):
                if isBoundary { return false }
            default:
                if !isLowercaseOrDigit(byte) { return false }
            }
            before = byte
        }
        return isLowercaseOrDigit(before)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLowercaseOrDigit(byte) || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
    }

    private static func isLowercaseOrDigit(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
}
