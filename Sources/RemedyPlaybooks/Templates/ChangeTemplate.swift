import ClusterSimulation
import DiagnosisEngine
import KubernetesModel

/// A change of a playbook: what is simulated, with templates for what depends on the finding.
struct ChangeTemplate: Equatable, Sendable {
    /// All must be met.
    var tests: [ParameterTest] = []
    /// A list parameter: the change is made for each of its elements.
    var repeatedFor: String?
    var form: ChangeForm
    /// By the names that ``ChangeForm/arguments`` gives.
    var arguments: [String: Argument] = [:]

    /// The arguments of a change.
    enum Argument: Equatable, Sendable {
        case text(TextTemplate)
        /// The name of a parameter that is a list of texts.
        case list(String)
    }

    /// The changes for `view`, none where it does not apply; nil when it mentions something absent or impossible.
    func rendered(in view: TemplateView) -> [Change]? {
        guard tests.allSatisfy({ $0.isMet(in: view) }) else { return [] }
        guard let repeatedFor else { return change(in: view).map { [$0] } }
        let elements = view.list(repeatedFor)
        let changes = elements.compactMap { change(in: view.binding($0)) }
        return changes.count == elements.count && !changes.isEmpty ? changes : nil
    }

    private func change(in view: TemplateView) -> Change? {
        form.change(ChangeArguments(arguments.compactMapValues { $0.value(in: view) }))
    }

    /// The same changes for programs: `change` with its name, and its arguments.
    func described(in view: TemplateView) -> [Parameters] {
        guard tests.allSatisfy({ $0.isMet(in: view) }) else { return [] }
        guard let repeatedFor else { return [description(in: view)] }
        return view.list(repeatedFor).map { description(in: view.binding($0)) }
    }

    private func description(in view: TemplateView) -> Parameters {
        var description: Parameters = ["change": .text(form.name)]
        for argument in form.arguments {
            switch arguments[argument.name]?.value(in: view) {
            case .text(let text)?: description[argument.name] = .text(text)
            case .number(let number)?: description[argument.name] = .number(number)
            case .quantity(let quantity)?: description[argument.name] = .quantity(quantity, .canonical)
            case .texts(let texts)?: description[argument.name] = .texts(texts)
            case nil: break
            }
        }
        return description
    }
}

extension ChangeTemplate.Argument {
    /// The argument with the finding's values; nil when it mentions something absent. What is one variable keeps its
    /// type.
    fileprivate func value(in view: TemplateView) -> ChangeArguments.Value? {
        switch self {
        case .list(let name): return .texts(view.list(name).compactMap(\.text))
        case .text(let template):
            if let path = template.soleVariable, let value = view.value(at: path) {
                switch value {
                case .number(let number): return .number(number)
                case .quantity: return value.quantity.map { .quantity($0) }
                case .text, .truth, .list, .object, .absent: break
                }
            }
            return template.rendered(in: view).map { .text($0) }
        }
    }
}
