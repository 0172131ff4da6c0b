import CheckedYAML
import ClusterSimulation
import DiagnosisEngine

/// `change`: what the simulator tries.
extension PlaybookReader {
    /// Each a mapping of one change to its arguments, with `when` and `forEach` beside it where they are needed.
    mutating func changes(_ node: YAMLNode) -> [ChangeTemplate] {
        elements(of: node, "changes").compactMap { change($0) }
    }

    private mutating func change(_ node: YAMLNode) -> ChangeTemplate? {
        let names = ChangeForm.all.map(\.name)
        guard let members = members(of: node, known: names + ["when", "forEach"]) else { return nil }
        let named = ChangeForm.all.filter { members[$0.name] != nil }
        guard let form = named.first, named.count == 1, let value = members[form.name] else {
            report(.wrongType(expected: "one of \(names.joined(separator: ", "))"), at: node.mark)
            return nil
        }
        var change = ChangeTemplate(form: form)
        change.tests = members["when"].map { tests($0, in: scope) } ?? []
        var inner = scope
        if let list = members["forEach"] {
            change.repeatedFor = listName(list, in: scope)
            inner = change.repeatedFor.map { scope.binding(elementsOf: $0) } ?? scope
        }
        change.arguments = arguments(value, of: form, in: inner)
        return change
    }

    private mutating func arguments(
        _ node: YAMLNode, of form: ChangeForm, in scope: TemplateScope
    ) -> [String: ChangeTemplate.Argument] {
        // `removePodAffinity: true` and `setSchedulerName: default-scheduler` need no names.
        if node.mapping == nil {
            let required = form.arguments.filter { $0.presence == .required }
            if form.arguments.isEmpty {
                if truth(node) == false { report(.wrongType(expected: "true"), at: node.mark) }
                return [:]
            }
            if required.count == 1, form.arguments.count == 1 {
                return template(node, in: scope).map { [required[0].name: .text($0)] } ?? [:]
            }
        }
        guard let members = members(of: node, known: form.arguments.map(\.name)) else { return [:] }
        var arguments: [String: ChangeTemplate.Argument] = [:]
        for argument in form.arguments {
            let name = argument.name
            guard let value = members[name] else {
                if argument.presence != .optional { report(.missingKey(name), at: node.mark) }
                continue
            }
            if argument.presence == .list {
                arguments[name] = listName(value, in: scope).map { .list($0) }
            } else {
                arguments[name] = template(value, in: scope).map { .text($0) }
            }
        }
        return arguments
    }
}
