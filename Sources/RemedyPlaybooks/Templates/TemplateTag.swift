/// A `{{…}}` of a template.
struct TemplateTag: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case variable
        case section
        case invertedSection
        case end
    }

    let kind: Kind
    /// The name, split at its dots; `["."]` for the element itself, empty for a transform of the place in a list.
    let path: [String]
    /// The function around the name: `last` in `{{^last()}}`.
    let transform: String?
    let isWholeText: Bool

    /// The functions of the place in a list.
    static let placeTransforms: Set<String> = ["first", "last", "index", "even", "odd"]
    /// The functions of a value.
    static let valueTransforms: Set<String> = [
        "count", "capitalized", "lowercased", "uppercased", "plusone", "minusone",
    ]

    /// The tags of `text` in their order, comments left out.
    static func tags(in text: String) throws(TemplateSyntaxError) -> [TemplateTag] {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
        var tags: [TemplateTag] = []
        var rest = text[...]
        while let opening = rest.firstRun(of: UInt8(ascii: "{"), count: 2) {
            let isTriple = rest[opening.upperBound...].first == "{"
            let start = isTriple ? rest.index(after: opening.upperBound) : opening.upperBound
            guard let closing = rest[start...].firstRun(of: UInt8(ascii: "}"), count: isTriple ? 3 : 2) else {
                throw TemplateSyntaxError(reason: "{{ is not closed by }}")
            }
            let isWholeText = opening.lowerBound == text.startIndex && closing.upperBound == text.endIndex
            if let tag = try tag(rest[start..<closing.lowerBound], isWholeText: isWholeText) { tags.append(tag) }
            rest = rest[closing.upperBound...]
        }
        return tags
    }

    private static func tag(_ content: Substring, isWholeText: Bool) throws(TemplateSyntaxError) -> TemplateTag? {
        let kind: Kind
        switch content.first {
        case "!": return nil
        case "#": kind = .section
        case "^": kind = .invertedSection
        case "/": kind = .end
        case "&": kind = .variable
        case ">", "<", "$", "=", "%", "*":
            throw TemplateSyntaxError(reason: "{{\(content)}} is a kind of tag that playbooks do not support")
        default: kind = .variable
        }
        let hasSigil = kind != .variable || content.first == "&"
        var inner = (hasSigil ? content.dropFirst() : content).trimmingSpaces
        var transform: String?
        if let bracket = inner.firstIndex(of: "("), inner.last == ")" {
            let function = String(inner[..<bracket])
            inner = inner[inner.index(after: bracket)...].dropLast()
            guard (inner.isEmpty ? placeTransforms : valueTransforms).contains(function) else {
                throw TemplateSyntaxError(reason: "function \(function) does not exist")
            }
            transform = function
        }
        let path = inner == "." ? ["."] : inner.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isPlace = inner.isEmpty && transform != nil
        guard isPlace || path == ["."] || path.allSatisfy(isName) else {
            throw TemplateSyntaxError(reason: "{{\(content)}} has no name")
        }
        return TemplateTag(kind: kind, path: isPlace ? [] : path, transform: transform, isWholeText: isWholeText)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isASCIILetterOrDigit }
    }
}

extension Substring {
    /// The first place where `byte` stands `count` times.
    fileprivate func firstRun(of byte: UInt8, count: Int) -> Range<Index>? {
        var start = startIndex
        var length = 0
        for place in utf8.indices {
            guard utf8[place] == byte else {
                length = 0
                continue
            }
            if length == 0 { start = place }
            length += 1
            if length == count { return start..<utf8.index(after: place) }
        }
        return nil
    }

    fileprivate var trimmingSpaces: Substring {
        var trimmed = drop { $0 == " " }
        while trimmed.last == " " { trimmed.removeLast() }
        return trimmed
    }
}

extension UInt8 {
    /// Whether it is `a`–`z`, `A`–`Z` or `0`–`9`.
    var isASCIILetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        default: return false
        }
    }
}
