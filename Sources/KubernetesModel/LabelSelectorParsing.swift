extension LabelSelector {
    /// Reads kubectl's notation: `a=b,c!=d,e in (f,g),!h` (`labels.Parse`); nil when the text is none.
    public init?(parsing text: String) {
        var selector = LabelSelector()
        for part in Self.parts(of: text) {
            // `labels.NewRequirement` takes no other keys and values either.
            guard let requirement = Self.requirement(part), LabelSyntax.isKey(requirement.key),
                requirement.values.allSatisfy(LabelSyntax.isValue)
            else { return nil }
            selector.matchExpressions.append(requirement)
        }
        self = selector
    }

    /// The text cut at the commas that stand outside of parentheses.
    private static func parts(of text: String) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var isInside = false
        for index in text.indices {
            switch text[index] {
            case "(": isInside = true
            case ")": isInside = false
            case "," where !isInside:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        parts.append(text[start...])
        return parts.map(trimmed).filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func requirement(_ part: Substring) -> Requirement? {
        if part.last == ")", let opening = part.firstIndex(of: "(") {
            let words = part[..<opening].split(whereSeparator: \.isWhitespace)
            // An empty value is one too.
            let values = part[part.index(after: opening)...].dropLast()
                .split(separator: ",", omittingEmptySubsequences: false).map { String(trimmed($0)) }
            guard words.count == 2 else { return nil }
            switch words[1] {
            case "in": return Requirement(key: String(words[0]), comparison: .isIn, values: values)
            case "notin": return Requirement(key: String(words[0]), comparison: .notIn, values: values)
            default: return nil
            }
        }
        if part.first == "!" {
            return Requirement(key: String(trimmed(part.dropFirst())), comparison: .doesNotExist)
        }
        guard let equals = part.firstIndex(of: "=") else {
            return part.contains(where: \.isWhitespace) ? nil : Requirement(key: String(part), comparison: .exists)
        }
        let before = part[..<equals]
        let isNegated = before.last == "!"
        let key = trimmed(isNegated ? before.dropLast() : before)
        var value = part[part.index(after: equals)...]
        if value.first == "=" { value.removeFirst() }
        return Requirement(
            key: String(key), comparison: isNegated ? .notIn : .isIn, values: [String(trimmed(value))])
    }
}
