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
    static let valueTransforms: Set<String> = ["count"]

    /// How deep sections may be nested: each level is one of the stack when a template is rendered.
    private static let depthLimit = 32

    /// The tags of `text` in their order, comments left out.
    ///
    /// - Throws: why it is no template.
    static func tags(in text: String) throws(TemplateSyntaxError) -> [TemplateTag] {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
        var tags: [TemplateTag] = []
        var open: [String] = []
        for piece in try pieces(of: text) {
            guard let content = piece.tag,
                let tag = try tag(content, isWholeText: piece.isWholeText)
            else { continue }
            tags.append(tag)
            switch tag.kind {
            case .variable: break
            case .section, .invertedSection:
                open.append(tag.name)
                if open.count > depthLimit {
                    throw TemplateSyntaxError(reason: "sections are nested more than \(depthLimit) deep")
                }
            case .end:
                guard let opened = open.popLast() else {
                    throw TemplateSyntaxError(reason: "a section is closed that was not opened")
                }
                if opened != tag.name {
                    throw TemplateSyntaxError(
                        reason: "a section is closed with another name than it was opened with")
                }
            }
        }
        if !open.isEmpty { throw TemplateSyntaxError(reason: "a section is not closed") }
        return tags
    }

    /// `text` as `MustacheTemplate` reads it, which tells a variable without a value from one that is empty.
    static func mustacheSource(of text: String) throws(TemplateSyntaxError) -> String {
        var source = ""
        for piece in try pieces(of: text) {
            source += piece.text
            guard let content = piece.tag else { continue }
            guard let tag = try tag(content, isWholeText: false) else {
                source += "{{!}}"
                continue
            }
            switch tag.kind {
            case .variable: source += "{{&=\(tag.name)}}"
            case .section: source += "{{#\(tag.name)}}"
            case .invertedSection: source += "{{^\(tag.name)}}"
            case .end: source += "{{/\(tag.name)}}"
            }
        }
        return source
    }

    /// The name under which the value is looked up: `a.b`, `.`, `a.count(b)` or `last()`.
    private var name: String {
        guard let transform else { return path.joined(separator: ".") }
        let groups = path.dropLast().map { $0 + "." }.joined()
        return groups + Self.function(transform, of: path.last ?? "")
    }

    /// The name of a function of `name`: `count(pods)`.
    static func function(_ transform: String, of name: String) -> String { "\(transform)(\(name))" }

    /// A text and the tag after it, nil at the end.
    private struct Piece {
        let text: Substring
        let tag: Substring?
        /// Whether the tag is all there is.
        let isWholeText: Bool
    }

    private static func pieces(of text: String) throws(TemplateSyntaxError) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let opening = rest.firstRun(of: UInt8(ascii: "{"), count: 2) {
            let isTriple = rest[opening.upperBound...].first == "{"
            let start = isTriple ? rest.index(after: opening.upperBound) : opening.upperBound
            guard let closing = rest[start...].firstRun(of: UInt8(ascii: "}"), count: isTriple ? 3 : 2) else {
                throw TemplateSyntaxError(reason: "{{ is not closed by }}")
            }
            pieces.append(
                Piece(
                    text: rest[..<opening.lowerBound], tag: rest[start..<closing.lowerBound],
                    isWholeText: opening.lowerBound == text.startIndex && closing.upperBound == text.endIndex))
            rest = rest[closing.upperBound...]
        }
        pieces.append(Piece(text: rest, tag: nil, isWholeText: false))
        return pieces
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
