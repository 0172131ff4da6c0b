/// A sentence of a playbook that says what to do.
struct StepTemplate: Equatable, Sendable {
    /// All must be met.
    var tests: [ParameterTest] = []
    var text: TextTemplate

    /// The sentence for `view`; nil when it does not apply or mentions something absent.
    func rendered(in view: TemplateView) -> String? {
        guard tests.allSatisfy({ $0.isMet(in: view) }), let text = text.rendered(in: view) else { return nil }
        return text.isEmpty ? nil : text
    }
}
