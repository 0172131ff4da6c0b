import CheckedJSON

/// Labels and label selectors of objects, as Kubernetes prints them.
enum SelectorText {
    /// Labels as `a=b,c=d` (`labels.FormatLabels`).
    static func labels(_ labels: JSONValue?) -> String {
        let pairs = (labels?.members ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.string ?? "")" }
        return pairs.isEmpty ? "<none>" : pairs.joined(separator: ",")
    }

    /// A `metav1.LabelSelector` (`metav1.FormatLabelSelector`).
    static func selector(_ selector: JSONValue?) -> String {
        let text = requirements(selector)
        return text.isEmpty ? "<none>" : text
    }

    /// Its requirements, sorted by key; empty where there are none.
    static func requirements(_ selector: JSONValue?) -> String {
        var parts: [(key: String, text: String)] = []
        for (key, value) in selector?["matchLabels"]?.members ?? [:] {
            parts.append((key, "\(key)=\(value.string ?? "")"))
        }
        for expression in selector?["matchExpressions"]?.elements ?? [] {
            let key = expression.text("key")
            let values = expression.items("values").compactMap(\.string).sorted().joined(separator: ",")
            switch expression.text("operator") {
            case "In": parts.append((key, "\(key) in (\(values))"))
            case "NotIn": parts.append((key, "\(key) notin (\(values))"))
            case "Exists": parts.append((key, key))
            case "DoesNotExist": parts.append((key, "!\(key)"))
            default: return "<error>"
            }
        }
        return parts.sorted { ($0.key, $0.text) < ($1.key, $1.text) }.map(\.text).joined(separator: ",")
    }

    /// The names and the images of containers (`layoutContainerCells`).
    static func containers(_ containers: [JSONValue]) -> [JSONValue] {
        ["name", "image"].map { field in
            .string(containers.map { $0.text(field) }.joined(separator: ","))
        }
    }
}
