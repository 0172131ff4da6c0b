/// The rules for keys and values of labels (`apimachinery/pkg/util/validation`).
enum LabelSyntax {
    /// Whether the text can be a label's value: empty, or up to 63 letters, digits, `-`, `_` and `.`, the first and the
    /// last a letter or digit (`IsValidLabelValue`).
    static func isValue(_ text: String) -> Bool {
        text.utf8.isEmpty || isName(text.utf8)
    }

    /// Whether the text can be a label's key: a name, with a DNS name and a slash before it or not (`IsQualifiedName`).
    static func isKey(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return isName(parts[0])
        case 2: return isName(parts[1]) && isDNSSubdomain(parts[0])
        default: return false
        }
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
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last else { return false }
            return isLowercaseOrDigit(first) && isLowercaseOrDigit(last)
                && label.allSatisfy { isLowercaseOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLowercaseOrDigit(byte) || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
    }

    private static func isLowercaseOrDigit(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
}
