import CheckedYAML

/// `steps`, `commands`, `verify` and `rollback`.
extension PlaybookReader {
    /// Each a text, or a mapping with `text` and `when`.
    mutating func steps(_ node: YAMLNode) -> [StepTemplate] {
        elements(of: node, "steps").compactMap { element -> StepTemplate? in
            guard element.mapping != nil else { return template(element, in: scope).map { StepTemplate(text: $0) } }
            guard let members = members(of: element, known: ["text", "when"]) else { return nil }
            let tests = members["when"].map { self.tests($0, in: scope) } ?? []
            guard let text = members["text"] else {
                report(.missingKey("text"), at: element.mark)
                return nil
            }
            return template(text, in: scope).map { StepTemplate(tests: tests, text: $0) }
        }
    }

    /// Each a list of words, or a mapping with `run` (a list of such lists), `when` and `forEach`.
    mutating func commands(_ node: YAMLNode) -> [CommandTemplate] {
        elements(of: node, "commands").compactMap { element -> CommandTemplate? in
            if element.sequence != nil { return CommandTemplate(commands: [words(element, in: scope)]) }
            guard let members = members(of: element, known: ["run", "when", "forEach"]) else { return nil }
            var command = CommandTemplate(commands: [])
            var inner = scope
            command.tests = members["when"].map { self.tests($0, in: scope) } ?? []
            if let list = members["forEach"] {
                command.repeatedFor = listName(list, in: scope)
                inner = command.repeatedFor.map { scope.binding(elementsOf: $0) } ?? scope
            }
            guard let run = members["run"] else {
                report(.missingKey("run"), at: element.mark)
                return nil
            }
            command.commands = elements(of: run, "commands").map { words($0, in: inner) }
            return command
        }
    }

    private mutating func words(_ node: YAMLNode, in scope: TemplateScope) -> [CommandTemplate.Word] {
        let nodes = elements(of: node, "words")
        var words: [CommandTemplate.Word] = []
        for element in nodes {
            guard let word = word(element, in: scope) else { continue }
            if word.isVariable, !ShellHazard.isOwn(word), ShellHazard.isReadByShell(at: words.count, after: words) {
                report(.unsafeWord(element.text ?? "…"), at: element.mark)
            }
            words.append(word)
        }
        return words
    }

    private mutating func word(_ node: YAMLNode, in scope: TemplateScope) -> CommandTemplate.Word? {
        guard node.mapping != nil else { return template(node, in: scope).map { .text($0) } }
        guard let members = members(of: node, known: ["json", "each"]) else { return nil }
        if let each = members["each"] { return listName(each, in: scope).map { .each($0) } }
        guard let document = members["json"] else {
            report(.missingKey("json"), at: node.mark)
            return nil
        }
        return json(document, in: scope).map { .json($0) }
    }

    /// The name of a parameter that is a list.
    mutating func listName(_ node: YAMLNode, in scope: TemplateScope) -> String? {
        guard let name = text(node, "the name of a list") else { return nil }
        if !checksNames { return name }
        let kinds = scope.kinds(at: [name])
        if kinds.isEmpty {
            report(.unknownParameter(name), at: node.mark)
        } else if !kinds.contains(where: \.isList) {
            report(.wrongType(expected: "the name of a list"), at: node.mark)
        }
        return name
    }

    private mutating func json(_ node: YAMLNode, in scope: TemplateScope) -> JSONTemplate? {
        if let mapping = node.mapping {
            return .object(
                mapping.compactMap { key, value -> JSONTemplate.Member? in
                    guard let name = text(key, "a key") else { return nil }
                    let isOptional = name.hasSuffix("?")
                    let key = template(isOptional ? String(name.dropLast()) : name, at: key.mark, in: scope)
                    guard let key, let value = json(value, in: scope) else { return nil }
                    return JSONTemplate.Member(key: key, isOptional: isOptional, value: value)
                })
        }
        if let sequence = node.sequence { return .list(sequence.compactMap { json($0, in: scope) }) }
        switch ScalarKind(node) {
        case .null?: return .literal("null")
        case .truth(let truth)?: return .literal(truth ? "true" : "false")
        case .number(let number)?: return .literal(String(number))
        case .text?, nil:
            return node.text.flatMap { template($0, at: node.mark, in: scope, isJSON: true) }.map { .text($0) }
        }
    }
}
