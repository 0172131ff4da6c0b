import ClusterSimulation

/// The documentation of typed changes: the playbooks' schema for editors, and the table for people.
enum ChangeDocumentation {
    /// The schema of playbooks with the changes as their files have them; the rest of the text stays.
    static func updated(schema: String) -> String {
        var lines = schema.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let change = lines.firstIndex(of: "    \"change\": {"),
            let forEach = lines[change...].firstIndex(of: "        \"forEach\": {"),
            let start = lines[forEach...].firstIndex(where: { $0.hasPrefix("        }") }),
            let end = lines[start...].firstIndex(of: "      }")
        else { return schema }
        let members = ChangeForm.all.map { form in ["        \"\(form.name)\": {"] + body(of: form) }
        let changes = members.enumerated().flatMap { position, member in
            member + ["        }" + (position == members.count - 1 ? "" : ",")]
        }
        lines.replaceSubrange(start..<end, with: ["        },"] + changes)
        return lines.joined(separator: "\n")
    }

    /// The members of a change's object in the schema.
    private static func body(of form: ChangeForm) -> [String] {
        if form.arguments.isEmpty { return ["          \"const\": true"] }
        // `setSchedulerName: default-scheduler`
        if form.arguments.map(\.presence) == [.required] { return ["          \"$ref\": \"#/$defs/template\""] }
        let required = form.arguments.filter { $0.presence != .optional }.map { "            \"\($0.name)\"" }
        let arguments = form.arguments.enumerated().flatMap { position, argument in
            let end = position == form.arguments.count - 1 ? "            }" : "            },"
            return ["            \"\(argument.name)\": {"] + type(of: argument) + [end]
        }
        return ["          \"type\": \"object\",", "          \"additionalProperties\": false,"]
            + (required.isEmpty
                ? [] : ["          \"required\": ["] + [required.joined(separator: ",\n"), "          ],"])
            + ["          \"properties\": {"] + arguments + ["          }"]
    }

    private static func type(of argument: ChangeForm.Argument) -> [String] {
        switch argument.presence {
        case .required, .optional: return ["              \"$ref\": \"#/$defs/template\""]
        case .list:
            return [
                "              \"description\": \"The name of a list of texts.\",",
                "              \"type\": \"string\",", "              \"minLength\": 1",
            ]
        }
    }

    /// The page about playbooks with the table of changes as their files have them; the rest of the text stays.
    static func updated(page: String) -> String {
        var lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let header = lines.firstIndex(where: { $0.hasPrefix("| change |") }),
            let end = lines[header...].firstIndex(of: "")
        else { return page }
        lines.replaceSubrange(
            header..<end, with: ["| change | arguments | what it does |", "|---|---|---|"] + ChangeForm.all.map(row))
        return lines.joined(separator: "\n")
    }

    private static func row(_ form: ChangeForm) -> String {
        let arguments = form.arguments.map { argument in
            switch argument.presence {
            case .required: return form.arguments.count == 1 ? "the \(argument.name)" : "`\(argument.name)`"
            case .optional: return "`\(argument.name)`?"
            case .list: return "`\(argument.name)`…"
            }
        }
        let words = arguments.isEmpty ? "`true`" : arguments.joined(separator: ", ")
        return "| `\(form.name)` | \(words) | \(form.summary) |"
    }
}
