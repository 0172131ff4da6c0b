/// Reads a YAML file that people write: whatever is not as expected is reported with its place, and reading goes on.
public protocol YAMLFileReader {
    /// Notes a problem; nil for one that has no place.
    mutating func note(_ problem: YAMLProblem, at mark: YAMLMark?)
}

extension YAMLFileReader {
    /// The root of the only document of `text`, which is to be `what`, for instance "a playbook".
    public mutating func root(of text: String, _ what: String) -> YAMLNode? {
        do throws(YAMLFailure) {
            if let root = try YAMLTree<YAMLNode>.read(Array(text.utf8), isOnlyDocument: true) { return root }
            note(.empty(what), at: nil)
        } catch {
            note(.invalidYAML(error.detail), at: error.mark)
        }
        return nil
    }

    /// The values of a mapping by key; keys that are not `known` are reported.
    public mutating func members(of node: YAMLNode, known: [String]) -> [String: YAMLNode]? {
        guard let mapping = node.mapping else {
            note(.wrongType(expected: "a mapping with \(known.joined(separator: ", "))"), at: node.mark)
            return nil
        }
        var members: [String: YAMLNode] = [:]
        for (key, value) in mapping {
            let name = key.text ?? ""
            if known.contains(name) {
                members[name] = value
            } else {
                note(.unknownKey(name, known: known), at: key.mark)
            }
        }
        return members
    }

    /// The elements of a list that must not be empty.
    public mutating func elements(of node: YAMLNode, _ what: String) -> [YAMLNode] {
        guard let sequence = node.sequence else {
            note(.wrongType(expected: "a list of \(what)"), at: node.mark)
            return []
        }
        if sequence.isEmpty { note(.empty("the list of \(what)"), at: node.mark) }
        return sequence
    }

    /// The text of a scalar that is `what`; an empty one is reported, and given all the same.
    public mutating func text(_ node: YAMLNode, _ what: String = "a text") -> String? {
        guard let text = node.text, ScalarKind(node) != .null else {
            note(.wrongType(expected: what), at: node.mark)
            return nil
        }
        if text.isEmpty { note(.empty(what), at: node.mark) }
        return text
    }

    /// A whole number that fits 64 bits.
    public mutating func number(_ node: YAMLNode) -> Int64? {
        guard case .number(let number)? = ScalarKind(node) else {
            note(.wrongType(expected: "a whole number"), at: node.mark)
            return nil
        }
        return number
    }

    /// `true` or `false`, unquoted.
    public mutating func truth(_ node: YAMLNode) -> Bool? {
        guard case .truth(let truth)? = ScalarKind(node) else {
            note(.wrongType(expected: "true or false"), at: node.mark)
            return nil
        }
        return truth
    }
}

extension YAMLFailure {
    /// The problem of a line, after the part that libyaml was reading.
    fileprivate var detail: String {
        if case .malformed(let reason, let context?, _) = self { "\(context), \(reason)" } else { reason }
    }
}
