/// What must hold of a page: every tag and attribute in it is one of the project's own templates.
///
/// A browser's rules in short: a tag goes from `<` to `>`, quotes hold both; only its own end ends a script or a style.
enum HTMLCheck {
    private static let tags: Set<String> = [
        "!doctype", "html", "head", "meta", "title", "link", "style", "body", "a", "script", "header", "main",
        "section",
        "nav", "footer", "article", "div", "span", "p", "h1", "h2", "h3", "ul", "ol", "li", "b", "strong", "small",
        "code",
        "pre", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "form", "label", "input",
        "select", "option", "datalist", "button", "output", "noscript", "figure", "figcaption", "svg", "rect", "path",
        "line", "g",
    ]
    private static let attributes: Set<String> = [
        "html", "lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "type", "tabindex",
        "aria-label", "aria-labelledby", "aria-hidden", "aria-live", "role", "scope", "open", "for", "value", "list",
        "autocomplete", "spellcheck", "placeholder", "viewbox", "preserveaspectratio", "width", "height", "x", "y",
        "x1",
        "x2", "y1", "y2", "d", "start",
    ]

    static func problems(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        var problems: [String] = []
        var position = 0
        while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            guard let end = end(ofTagAt: start, in: bytes) else { return problems + ["has a tag without an end"] }
            let tag = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
            let (name, attributes) = parts(of: tag)
            if !tags.contains(name) { problems.append("has the tag <\(tag.prefix(120))>") }
            for attribute in attributes where !isOwn(attribute) {
                problems.append("has the attribute \(attribute.name) in <\(tag.prefix(120))>")
            }
            position = end + 1
            if !tag.hasPrefix("/"), name == "script" || name == "style" {
                guard let close = firstPosition(of: Array("</\(name)>".utf8), in: bytes, from: position) else {
                    return problems + ["has a \(name) without an end"]
                }
                position = close
            }
            if problems.count > 5 { break }
        }
        return problems
    }

    private static func isOwn(_ attribute: (name: String, value: String)) -> Bool {
        if attribute.name == "href" {
            return ["#", "https://", "data:image/svg+xml,"].contains(where: attribute.value.hasPrefix)
        }
        return attributes.contains(attribute.name) || attribute.name.hasPrefix("data-")
    }

    private static func end(ofTagAt start: Int, in bytes: [UInt8]) -> Int? {
        var quote: UInt8?
        for position in bytes.indices[start...] {
            let byte = bytes[position]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return position
            }
        }
        return nil
    }

    private static func firstPosition(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var position = start
        while let found = bytes[position...].firstIndex(of: wanted[0]) {
            if bytes[found...].starts(with: wanted) { return found }
            position = found + 1
        }
        return nil
    }

    /// The name in lower case without a slash, and the attributes with their values.
    private static func parts(of tag: String) -> (name: String, attributes: [(name: String, value: String)]) {
        var rest = Substring(tag)
        if rest.hasPrefix("/") { rest.removeFirst() }
        let name = rest.prefix { !$0.isWhitespace && $0 != "/" }
        rest = rest.dropFirst(name.count)
        var attributes: [(name: String, value: String)] = []
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" }
            if rest.isEmpty { break }
            let attribute = rest.unicodeScalars.prefix { $0 != "=" && $0 != " " && $0 != "\n" && $0 != "/" }
            rest = Substring(rest.unicodeScalars.dropFirst(attribute.count))
            var value: Substring.UnicodeScalarView = Substring().unicodeScalars
            if rest.first == "=" {
                var scalars = rest.unicodeScalars.dropFirst()
                if let quote = scalars.first, quote == "\"" || quote == "'" {
                    scalars = scalars.dropFirst()
                    value = scalars.prefix { $0 != quote }
                    scalars = scalars.dropFirst(value.count + 1)
                } else {
                    value = scalars.prefix { $0 != " " }
                    scalars = scalars.dropFirst(value.count)
                }
                rest = Substring(scalars)
            } else if attribute.isEmpty {
                rest = rest.dropFirst()
            }
            attributes.append((String(String(attribute)).lowercased(), String(Substring(value))))
        }
        return (name.lowercased(), attributes)
    }
}
