import Yams

/// Reads a YAML file that people write: whatever is not as expected is reported with its place, and reading goes on.
public protocol YAMLFileReader {
    /// Notes a problem; nil for one that has no place.
    mutating func note(_ problem: YAMLProblem, at mark: Mark?)
}

extension YAMLFileReader {
    /// The root of the only document of `text`, which is to be `what`, for instance "a playbook".
    public mutating func root(of text: String, _ what: String) -> Node? {
        do {
            // ScalarKind tells types: Yams' own resolver would match regular expressions on every key.
            guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
                note(.empty(what), at: nil)
                return nil
            }
            return root
        } catch let error as YamlError {
            let (detail, mark) = error.detailAndMark
            note(.invalidYAML(detail), at: mark)
        } catch {
            note(.invalidYAML("\(error)"), at: nil)
        }
        return nil
    }

    /// The values of a mapping by key; keys that are not `known` are reported.
    public mutating func members(of node: Node, known: [String]) -> [String: Node]? {
        guard let mapping = node.mapping else {
            note(.wrongType(expected: "a mapping with \(known.joined(separator: ", "))"), at: node.mark)
            return nil
        }
        var members: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if known.contains(name) {
                members[name] = value
            } else {
                note(.unknownKey(name, known: known), at: key.mark)
            }
        }
        return members
    }

    /// The elements of a list that must not be empty.
    public mutating func elements(of node: Node, _ what: String) -> [Node] {
        guard let sequence = node.sequence else {
            note(.wrongType(expected: "a list of \(what)"), at: node.mark)
            return []
        }
        if sequence.isEmpty { note(.empty("the list of \(what)"), at: node.mark) }
        return Array(sequence)
    }

    public mutating func text(_ node: Node, _ what: String = "a text") -> String? {
        guard let scalar = node.scalar, ScalarKind(node) != .null else {
            note(.wrongType(expected: what), at: node.mark)
            return nil
        }
        if scalar.string.isEmpty { note(.empty(what), at: node.mark) }
        return scalar.string
    }

    public mutating func number(_ node: Node) -> Int64? {
        guard case .number(let number)? = ScalarKind(node) else {
            note(.wrongType(expected: "a whole number"), at: node.mark)
            return nil
        }
        return number
    }

    public mutating func truth(_ node: Node) -> Bool? {
        guard case .truth(let truth)? = ScalarKind(node) else {
            note(.wrongType(expected: "true or false"), at: node.mark)
            return nil
        }
        return truth
    }
}

extension YamlError {
    /// What is wrong in a line, and where.
    fileprivate var detailAndMark: (String, Mark?) {
        switch self {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return (context.map { "\($0.text), \(problem)" } ?? problem, mark)
        case .reader(let problem, _, _, _): return (problem, nil)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return ("the key \(duplicates.joined(separator: ", ")) is given twice", context.mark)
        case .dataCouldNotBeDecoded: return ("it is no UTF-8", nil)
        default: return ("it cannot be read", nil)
        }
    }
}
