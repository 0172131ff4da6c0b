import DiagnosisEngine
import enum KubernetesModel.NearestName
import Yams

/// Typed access to YAML: what is not of the expected type is reported, and nil.
extension PlaybookReader {
    /// The values of a mapping by key; keys that are not `known` are reported.
    mutating func members(of node: Node, known: [String]) -> [String: Node]? {
        guard let mapping = node.mapping else {
            report(.wrongType(expected: "a mapping with \(known.joined(separator: ", "))"), at: node.mark)
            return nil
        }
        var members: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if known.contains(name) {
                members[name] = value
            } else {
                report(.unknownKey(name, nearest: NearestName.of(name, among: known)), at: key.mark)
            }
        }
        return members
    }

    /// The elements of a list that must not be empty.
    mutating func elements(of node: Node, _ what: String) -> [Node] {
        guard let sequence = node.sequence else {
            report(.wrongType(expected: "a list of \(what)"), at: node.mark)
            return []
        }
        if sequence.isEmpty { report(.empty("the list of \(what)"), at: node.mark) }
        return Array(sequence)
    }

    mutating func text(_ node: Node, _ what: String = "a text") -> String? {
        guard let scalar = node.scalar, ScalarKind(node) != .null else {
            report(.wrongType(expected: what), at: node.mark)
            return nil
        }
        if scalar.string.isEmpty { report(.empty(what), at: node.mark) }
        return scalar.string
    }

    mutating func number(_ node: Node) -> Int64? {
        guard case .number(let number)? = ScalarKind(node) else {
            report(.wrongType(expected: "a whole number"), at: node.mark)
            return nil
        }
        return number
    }

    mutating func truth(_ node: Node) -> Bool? {
        guard case .truth(let truth)? = ScalarKind(node) else {
            report(.wrongType(expected: "true or false"), at: node.mark)
            return nil
        }
        return truth
    }

    mutating func identifier(_ node: Node) -> String? {
        guard let id = text(node), !id.isEmpty else { return nil }
        let isFit = id.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0.isASCIILetterOrDigit }
        if !isFit || id.hasPrefix("-") || id != id.lowercased() { report(.badID(id), at: node.mark) }
        return id
    }

    mutating func references(_ node: Node) -> [String] {
        elements(of: node, "addresses").compactMap { element in
            guard let address = text(element, "an address") else { return nil }
            if !address.hasPrefix("https://") { report(.wrongType(expected: "an https:// address"), at: element.mark) }
            return address
        }
    }

    /// A text as template, checked against `scope`.
    mutating func template(_ node: Node, in scope: TemplateScope) -> TextTemplate? {
        text(node).flatMap { template($0, at: node.mark, in: scope) }
    }

    mutating func template(_ text: String, at mark: Mark?, in scope: TemplateScope) -> TextTemplate? {
        do {
            let template = try TextTemplate(text)
            if checksNames {
                for problem in scope.problems(in: template) { report(problem, at: mark) }
            }
            return template
        } catch {
            report(.badTemplate(error.reason), at: mark)
            return nil
        }
    }
}
