/// The syntaxes of names (`apimachinery/pkg/util/validation`): each says what is wrong with a text, or nil.
enum NameSyntax {
    private typealias Bytes = ArraySlice<UInt8>

    /// A DNS label: names of containers, volumes, namespaces (`IsDNS1123Label`).
    static func label(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        if bytes.count > 63 { return "is longer than 63 characters" }
        if isLabel(bytes[...]) { return nil }
        return isSubdomain(bytes[...])
            ? "must not contain dots" : "must be lower-case letters, digits and '-', and not begin or end with '-'"
    }

    /// A DNS name: names of most objects (`IsDNS1123Subdomain`).
    static func subdomain(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        if bytes.count > 253 { return "is longer than 253 characters" }
        return isSubdomain(bytes[...])
            ? nil
            : "must be lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit"
    }

    /// The beginning of a DNS name, to which something is appended (`NameIsDNSSubdomain` with `prefix`).
    static func subdomainPrefix(_ text: String) -> String? {
        // The server looks at all but the last two characters of a text that ends with a hyphen.
        let isOpen = text.utf8.count > 1 && text.hasSuffix("-")
        return subdomain(isOpen ? text.dropLast(2) + "a" : text)
    }

    /// A search domain, which may hold underscores (`IsDNS1123SubdomainWithUnderscore`).
    static func searchDomain(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        if bytes.count > 253 { return "is longer than 253 characters" }
        let isFine = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            let name = part.first == underscore ? part.dropFirst() : part
            return isBounded(name, by: isLowerOrDigit) { isLowerOrDigit($0) || $0 == hyphen || $0 == underscore }
        }
        return isFine ? nil : "must be a DNS name of lower-case letters, digits, '-', '_' and '.'"
    }

    /// A key of labels and the like, with a prefix or not (`IsQualifiedName`).
    static func labelKey(_ text: String) -> String? {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.count > 2 { return "must have at most one '/', between a DNS name and the key" }
        if parts.count == 2 {
            if parts[0].isEmpty { return "must have a DNS name before its '/'" }
            if parts[0].count > 253 || !isSubdomain(parts[0]) {
                return "must have a DNS name in lower case before its '/'"
            }
        }
        guard let name = parts.last, !name.isEmpty else {
            return parts.count == 2 ? "must have a name after its '/'" : "must not be empty"
        }
        if name.count > 63 { return "has a name longer than 63 characters" }
        return isLabelName(name)
            ? nil : "must be letters, digits, '-', '_' and '.', beginning and ending with a letter or digit"
    }

    /// A label's value (`IsValidLabelValue`).
    static func labelValue(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        if bytes.count > 63 { return "is longer than 63 characters" }
        return bytes.isEmpty || isLabelName(bytes[...])
            ? nil : "must be letters, digits, '-', '_' and '.', beginning and ending with a letter or digit"
    }

    /// A port's name (`IsValidPortName`).
    static func portName(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        if bytes.count > 15 { return "is longer than 15 characters" }
        if bytes.isEmpty || !bytes.allSatisfy({ isLowerOrDigit($0) || $0 == hyphen }) {
            return "must be lower-case letters, digits and '-'"
        }
        if !bytes.contains(where: { isLowerOrDigit($0) && !isDigit($0) }) { return "must contain a letter" }
        if text.contains("--") { return "must not contain '--'" }
        return bytes.first == hyphen || bytes.last == hyphen ? "must not begin or end with '-'" : nil
    }

    /// An environment variable's name (`IsRelaxedEnvVarName`).
    static func environmentName(_ text: String) -> String? {
        let isFine = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "=") }
        return isFine ? nil : "must be printable ASCII characters without '='"
    }

    /// A key of a ConfigMap or Secret (`IsConfigMapKey`).
    static func dataKey(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        if bytes.count > 253 { return "is longer than 253 characters" }
        if bytes.isEmpty || !bytes.allSatisfy({ isNameByte($0) }) {
            return "must be letters, digits, '-', '_' and '.'"
        }
        return text == "." || text.hasPrefix("..") ? "must not be '.' or begin with '..'" : nil
    }

    /// The name of an HTTP header (`IsHTTPHeaderName`).
    static func headerName(_ text: String) -> String? {
        let isFine = !text.isEmpty && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
        return isFine ? nil : "must be letters, digits and '-'"
    }

    /// The name of a sysctl (`IsValidSysctlName`).
    static func sysctl(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let parts = bytes.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
        let isFine =
            bytes.count <= 253
            && parts.allSatisfy { part in
                isBounded(part, by: isLowerOrDigit) { isLowerOrDigit($0) || $0 == hyphen || $0 == underscore }
            }
        return isFine ? nil : "must be lower-case letters, digits, '-' and '_' in parts separated by '.' or '/'"
    }

    /// A percentage such as `25%` (`IsValidPercent`).
    static func percentage(_ text: String) -> String? {
        let digits = text.utf8.dropLast()
        return text.utf8.last == UInt8(ascii: "%") && !digits.isEmpty && digits.allSatisfy(isDigit)
            ? nil : "must be a number or a percentage such as 25%"
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let underscore = UInt8(ascii: "_")

    private static func isLabel(_ bytes: Bytes) -> Bool {
        isBounded(bytes, by: isLowerOrDigit) { isLowerOrDigit($0) || $0 == hyphen }
    }

    private static func isSubdomain(_ bytes: Bytes) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabelName(_ bytes: Bytes) -> Bool {
        bytes.count <= 63 && isBounded(bytes, by: isAlphanumeric, isNameByte)
    }

    private static func isBounded(_ bytes: Bytes, by isEnd: (UInt8) -> Bool, _ isInner: (UInt8) -> Bool) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        return isEnd(first) && isEnd(last) && bytes.allSatisfy(isInner)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == hyphen || byte == underscore || byte == UInt8(ascii: ".")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLowerOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7A).contains(byte) }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLowerOrDigit(byte) || (0x41...0x5A).contains(byte) }
}
