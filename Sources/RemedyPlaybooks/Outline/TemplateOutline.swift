/// Turns the source of a Mustache template into what people read: the way manuals write a command's synopsis.
enum TemplateOutline {
    /// `source` with `<name>` for a variable, `[…]` for what stands there only sometimes, and `[…|…]` for one or other.
    ///
    /// Leaves out what only separates the elements of a list, such as `{{^last()}}, {{/last()}}`.
    static func text(_ source: String) -> String {
        var text = ""
        var rest = source[...]
        var separatorDepth = 0
        while let opening = rest.firstRange(of: "{{"), let closing = rest[opening.upperBound...].firstRange(of: "}}") {
            if separatorDepth == 0 { text += rest[..<opening.lowerBound] }
            let tag = rest[opening.upperBound..<closing.lowerBound]
            rest = rest[closing.upperBound...]
            switch tag.first {
            case "!": continue
            case "#", "^":
                if separatorDepth > 0 || tag.hasSuffix("()") {
                    separatorDepth += 1
                } else {
                    text += "["
                }
            case "/":
                if separatorDepth > 0 {
                    separatorDepth -= 1
                } else if rest.hasPrefix("{{^\(tag.dropFirst())}}") {
                    text += "|"
                    rest = rest.dropFirst(tag.count + "{{^}}".count - 1)
                } else {
                    text += "]"
                }
            default: if separatorDepth == 0 { text += "<\(tag == "." ? "each" : String(tag))>" }
            }
        }
        return text + rest
    }
}
