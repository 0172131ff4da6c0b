import ClusterSimulation
import DiagnosisEngine
import KubernetesModel

/// A change of a playbook: what is simulated, with templates for what depends on the finding.
struct ChangeTemplate: Equatable, Sendable {
    /// All must be met.
    var tests: [ParameterTest] = []
    /// A list parameter: the change is made for each of its elements.
    var repeatedFor: String?
    var kind: Kind
    /// By the names that ``Kind/arguments`` gives.
    var arguments: [String: Argument] = [:]

    /// What is given with a change.
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
        var values = ChangeArguments()
        for (name, argument) in arguments {
            switch argument {
            case .text(let template): values.texts[name] = template.rendered(in: view)
            case .list(let list):
                values.lists[name] = view.list(list).compactMap { if case .text(let text) = $0 { text } else { nil } }
            }
        }
        for (name, presence) in kind.arguments where presence != .optional {
            if values.texts[name]?.isEmpty ?? true, values.lists[name]?.isEmpty ?? true { return nil }
        }
        return kind.change(values)
    }
}

/// The arguments of a change with the finding's values.
struct ChangeArguments {
    var texts: [String: String] = [:]
    var lists: [String: [String]] = [:]

    func quantity(_ name: String) -> Quantity? { texts[name].flatMap { try? Quantity(parsing: $0) } }
    func number(_ name: String) -> Int32? { texts[name].flatMap { Int32($0) } }
    func list(_ name: String) -> [String] { lists[name] ?? [] }

    /// A text that may be absent; an empty one counts as absent.
    func text(_ name: String) -> String? { texts[name].flatMap { $0.isEmpty ? nil : $0 } }
}
