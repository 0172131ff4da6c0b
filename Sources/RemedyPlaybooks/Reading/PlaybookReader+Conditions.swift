import CheckedYAML
import DiagnosisEngine
import KubernetesModel
import Wording

/// `appliesTo` and `when`.
extension PlaybookReader {
    mutating func applications(_ node: YAMLNode) -> [Playbook.Application] {
        elements(of: node, "finding codes").compactMap { element -> Playbook.Application? in
            guard let members = members(of: element, known: ["code", "when", "first"]) else { return nil }
            guard let codeNode = members["code"] else {
                report(.missingKey("code"), at: element.mark)
                return nil
            }
            guard let text = text(codeNode) else { return nil }
            guard let code = FindingCode(rawValue: text) else {
                let codes = FindingCode.allCases.map(\.rawValue)
                report(.unknownCode(text, nearest: NearestName.of(text, among: codes)), at: codeNode.mark)
                return nil
            }
            let scope = scope(of: [code])
            var application = Playbook.Application(code: code, tests: [])
            application.tests = members["when"].map { self.tests($0, in: scope) } ?? []
            application.comesFirst = members["first"].flatMap { truth($0) } ?? false
            return application
        }
    }

    /// The conditions of a `when`, checked against what `scope` provides.
    mutating func tests(_ node: YAMLNode, in scope: TemplateScope) -> [ParameterTest] {
        guard let mapping = node.mapping, !mapping.isEmpty else {
            report(.wrongType(expected: "a mapping of parameters to conditions"), at: node.mark)
            return []
        }
        return mapping.compactMap { key, value -> ParameterTest? in
            guard let name = text(key, "the name of a parameter"), let condition = condition(value) else { return nil }
            let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            let test = ParameterTest(path: path, condition: condition)
            if checksNames, let problem = test.problem(where: scope.kinds(at: path)) {
                let isUnknown = problem == .unknownParameter(name)
                report(problem, at: isUnknown ? key.mark : value.mark)
            }
            return test
        }
    }

    private mutating func condition(_ node: YAMLNode) -> ParameterTest.Condition? {
        guard node.mapping != nil else { return values(node).map { .isOneOf($0) } }
        guard let members = members(of: node, known: ["exists", "not", "greaterThan", "lessThan"]) else { return nil }
        guard members.count == 1, let (name, value) = members.first else {
            if members.count > 1 { report(.badCondition("a parameter takes one condition"), at: node.mark) }
            return nil
        }
        switch name {
        case "exists": return truth(value).map { .exists($0) }
        case "not": return values(value).map { .isNoneOf($0) }
        case "lessThan": return number(value).map { .lessThan(WholeNumber($0)) }
        default: return number(value).map { .greaterThan(WholeNumber($0)) }
        }
    }

    /// A value or a list of values.
    private mutating func values(_ node: YAMLNode) -> [Parameters.Value]? {
        guard node.sequence != nil else { return value(node).map { [$0] } }
        return elements(of: node, "values").compactMap { value($0) }
    }

    private mutating func value(_ node: YAMLNode) -> Parameters.Value? {
        switch ScalarKind(node) {
        case .truth(let truth)?: return .truth(truth)
        case .number(let number)?: return .number(WholeNumber(number))
        case .text?, .null?, nil: return text(node).map { .text($0) }
        }
    }
}
