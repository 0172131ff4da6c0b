import CheckedYAML
import DiagnosisEngine

/// Values that only playbooks have.
extension PlaybookReader {
    mutating func identifier(_ node: YAMLNode) -> String? {
        guard let id = text(node), !id.isEmpty else { return nil }
        let isFit = id.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0.isASCIILetterOrDigit }
        if !isFit || id.hasPrefix("-") || id != id.lowercased() { report(.badID(id), at: node.mark) }
        return id
    }

    mutating func risk(_ node: YAMLNode) -> Risk? {
        let words = Risk.allCases.map(\.rawValue)
        guard let text = text(node) else { return nil }
        guard let risk = Risk(rawValue: text) else {
            report(.wrongType(expected: "one of \(words.joined(separator: ", "))"), at: node.mark)
            return nil
        }
        return risk
    }

    mutating func references(_ node: YAMLNode) -> [String] {
        elements(of: node, "addresses").compactMap { element in
            guard let address = text(element, "an address") else { return nil }
            if !address.hasPrefix("https://") { report(.wrongType(expected: "an https:// address"), at: element.mark) }
            return address
        }
    }

    /// A text as template, checked against `scope`.
    mutating func template(_ node: YAMLNode, in scope: TemplateScope) -> TextTemplate? {
        text(node).flatMap { template($0, at: node.mark, in: scope) }
    }

    mutating func template(
        _ text: String, at mark: YAMLMark?, in scope: TemplateScope, isJSON: Bool = false
    ) -> TextTemplate? {
        do {
            let template = try TextTemplate(text, isChecked: !checksNames)
            if checksNames {
                for problem in scope.problems(in: template, isJSON: isJSON) { report(problem, at: mark) }
            }
            return template
        } catch {
            report(.badTemplate(error.reason), at: mark)
            return nil
        }
    }
}
