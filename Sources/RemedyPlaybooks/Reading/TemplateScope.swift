import CheckedYAML
import DiagnosisEngine

/// The names that a template may use, and what is wrong with those that it uses.
struct TemplateScope {
    private(set) var descriptions: [ParameterDescription]

    init(_ descriptions: [ParameterDescription]) { self.descriptions = descriptions }

    /// The names of all of `scopes`; what several know is known with all their fields.
    init(union scopes: [[ParameterDescription]]) {
        descriptions = []
        for description in scopes.joined() where !descriptions.contains(description) {
            descriptions.append(description)
        }
    }

    /// This scope for the commands that are run for each element of the list called `name`.
    func binding(elementsOf name: String) -> TemplateScope {
        var scope = self
        for kind in kinds(at: [name]) {
            if case .objects(let fields) = kind {
                scope.descriptions = fields + scope.descriptions
            } else {
                scope.descriptions.insert(.text("each"), at: 0)
            }
        }
        return scope
    }

    /// The kinds of values at `path`; empty if no finding has it.
    func kinds(at path: [String]) -> [ParameterDescription.Kind] {
        var candidates = descriptions
        for (depth, name) in path.enumerated() {
            let matching = candidates.filter { $0.name == name }
            if depth == path.count - 1 { return matching.map(\.kind) }
            candidates = matching.filter { !$0.kind.isList }.flatMap(\.kind.fields)
        }
        return []
    }

    /// The problems of the names that `template` uses. In a JSON document a single variable may be a list or a group.
    func problems(in template: TextTemplate, isJSON: Bool = false) -> [YAMLFileProblem.Reason] {
        var problems: [YAMLFileProblem.Reason] = []
        var scopes: [(scope: TemplateScope, hasElement: Bool, isList: Bool)] = [(self, false, false)]
        for tag in template.tags {
            guard let (scope, hasElement, isList) = scopes.last else { break }
            let name = tag.path.joined(separator: ".")
            let kinds = scope.kinds(at: tag.path)
            let isPlace = tag.path.isEmpty
            let isElement = tag.path == ["."]
            switch tag.kind {
            case .end: scopes.removeLast()
            case .variable, .section, .invertedSection:
                if isPlace {
                    if !isList { problems.append(.badTemplate("\(tag.transform ?? "")() is used outside a list")) }
                } else if isElement {
                    if !hasElement { problems.append(.badTemplate("{{.}} is used outside a section")) }
                } else if kinds.isEmpty {
                    problems.append(.unknownParameter(name))
                } else if tag.kind == .variable, tag.transform == nil, !kinds.contains(where: \.isScalar),
                    !(isJSON && template.soleVariable != nil)
                {
                    problems.append(.badTemplate("\(name) is a list or a group: use {{#\(name)}}…{{/\(name)}}"))
                }
                if tag.kind == .section {
                    let fields = kinds.flatMap(\.fields)
                    let inner = TemplateScope(fields + scope.descriptions)
                    let inList = tag.transform == nil && kinds.contains(where: \.isList)
                    scopes.append((inner, hasElement || !kinds.isEmpty, inList || isList))
                } else if tag.kind == .invertedSection {
                    scopes.append((scope, hasElement, isList))
                }
            }
        }
        return problems
    }
}
