import DiagnosisEngine

extension Playbook {
    /// The names of parameters that stand anywhere in the playbook, as far as it is for findings of `code`. Names of an
    /// element's fields are among them.
    func mentionedNames(for code: FindingCode) -> Set<String> {
        var names: Set<String> = []
        func mention(_ template: TextTemplate?) { names.formUnion((template?.tags ?? []).compactMap(\.path.first)) }
        func mention(_ tests: [ParameterTest]) { names.formUnion(tests.compactMap(\.path.first)) }
        for application in appliesTo where application.code == code { mention(application.tests) }
        for template in [title, unproven, notSimulated] { mention(template) }
        for step in steps {
            mention(step.tests)
            mention(step.text)
        }
        for change in changes {
            mention(change.tests)
            names.formUnion([change.repeatedFor].compactMap(\.self))
            for argument in change.arguments.values {
                switch argument {
                case .text(let template): mention(template)
                case .list(let name): names.insert(name)
                }
            }
        }
        for command in commands + verify + (rollback ?? []) {
            mention(command.tests)
            names.formUnion([command.repeatedFor].compactMap(\.self))
            for word in command.commands.joined() {
                switch word {
                case .text(let template): mention(template)
                case .json(let template): template.templates.forEach { mention($0) }
                case .each(let name): names.insert(name)
                }
            }
        }
        return names
    }
}
