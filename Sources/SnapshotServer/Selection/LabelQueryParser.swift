import KubernetesModel

/// Reads label selectors (the `Lexer` and `Parser` of apimachinery's `labels`).
struct LabelQueryParser {
    private enum Token: Equatable {
        case word(String)
        case symbol(String)
        case end

        var shown: String {
            switch self {
            case .word(let text), .symbol(let text): return text
            case .end: return ""
            }
        }
    }

    private var tokens: [Token] = []
    private var place = 0

    init(_ text: String) {
        var word = ""
        var symbol = ""
        func isSymbol(_ scalar: Unicode.Scalar) -> Bool { "=!(),<>".unicodeScalars.contains(scalar) }
        for scalar in text.unicodeScalars {
            // Symbols of several characters: ==, !=. All others are one.
            if !symbol.isEmpty, !((symbol == "=" || symbol == "!") && scalar == "=") {
                tokens.append(.symbol(symbol))
                symbol = ""
            }
            if isSymbol(scalar) || scalar.properties.isWhitespace, !word.isEmpty {
                tokens.append(.word(word))
                word = ""
            }
            if isSymbol(scalar) {
                symbol.unicodeScalars.append(scalar)
            } else if !scalar.properties.isWhitespace {
                word.unicodeScalars.append(scalar)
            }
        }
        if !symbol.isEmpty { tokens.append(.symbol(symbol)) }
        if !word.isEmpty { tokens.append(.word(word)) }
    }

    private var token: Token { place < tokens.count ? tokens[place] : .end }

    private mutating func next() -> Token {
        defer { place += 1 }
        return token
    }

    /// All requirements.
    mutating func requirements() throws(APIStatus) -> [LabelQuery.Requirement] {
        var requirements: [LabelQuery.Requirement] = []
        while token != .end {
            requirements.append(try requirement())
            switch next() {
            case .end: return requirements
            case .symbol(","):
                guard token != .end else { throw Self.misplaced(token, "identifier after ','") }
            case let other: throw Self.misplaced(other, "',' or 'end of string'")
            }
        }
        return requirements
    }

    private mutating func requirement() throws(APIStatus) -> LabelQuery.Requirement {
        if token == .symbol("!") {
            place += 1
            return LabelQuery.Requirement(key: try word("identifier"), comparison: .doesNotExist)
        }
        guard case .word(let key) = token else {
            throw Self.misplaced(token, "!, identifier, or 'end of string'")
        }
        place += 1
        if token == .end || token == .symbol(",") { return LabelQuery.Requirement(key: key, comparison: .exists) }
        let comparison: LabelQuery.Requirement.Comparison
        switch next() {
        case .word("in"): comparison = .isIn(try values(of: key))
        case .word("notin"): comparison = .notIn(try values(of: key))
        case .symbol("="), .symbol("=="): comparison = .isIn([try value(of: key)])
        case .symbol("!="): comparison = .notIn([try value(of: key)])
        case .symbol(">"): comparison = .greaterThan(try number())
        case .symbol("<"): comparison = .lessThan(try number())
        case let other: throw unexpected(other, "in, notin, =, ==, !=, gt, lt")
        }
        return LabelQuery.Requirement(key: key, comparison: comparison)
    }

    private mutating func word(_ expected: String) throws(APIStatus) -> String {
        guard case .word(let text) = next() else {
            place -= 1
            throw unexpected(token, expected)
        }
        return text
    }

    /// A value, which may be empty.
    private mutating func value(of key: String) throws(APIStatus) -> String {
        if token == .end || token == .symbol(",") { return "" }
        return try checked(word("identifier"), place: "values[0][\(key)]")
    }

    private mutating func values(of key: String) throws(APIStatus) -> Set<String> {
        guard next() == .symbol("(") else {
            place -= 1
            throw unexpected(token, "'('")
        }
        var values: Set<String> = []
        while true {
            if token == .symbol(",") || token == .symbol(")") {
                values.insert("")
            } else {
                values.insert(try checked(word("identifier"), place: "values[\(values.count)][\(key)]"))
            }
            switch next() {
            case .symbol(")"): return values
            case .symbol(","): continue
            case let other: throw unexpected(other, "',' or ')'")
            }
        }
    }

    private mutating func number() throws(APIStatus) -> Int64 {
        let text = try word("identifier")
        guard let number = Int64(text) else {
            throw .badRequest(
                "unable to parse requirement: values[0]: Invalid value: \(APIStatus.quoted(text)): "
                    + "for 'Gt', 'Lt' operators, the value must be an integer")
        }
        return number
    }

    private func checked(_ value: String, place: String) throws(APIStatus) -> String {
        guard LabelSyntax.isValue(value) else {
            throw .badRequest(
                "unable to parse requirement: \(place): Invalid value: \(APIStatus.quoted(value)): a valid label must be "
                    + "an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with "
                    + "an alphanumeric character, and have no more than 63 of them")
        }
        return value
    }

    private func unexpected(_ token: Token, _ expected: String) -> APIStatus {
        .badRequest("unable to parse requirement: found '\(token.shown)', expected: \(expected)")
    }

    /// The marks that may begin or end a requirement.
    private static func misplaced(_ token: Token, _ expected: String) -> APIStatus {
        .badRequest("found '\(token.shown)', expected: \(expected)")
    }
}
