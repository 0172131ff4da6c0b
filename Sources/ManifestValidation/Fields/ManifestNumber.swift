import KubernetesModel

/// Numbers of a manifest as the API server takes them after kubectl has passed them on as JSON.
package enum ManifestNumber {
    /// The number as kubectl writes it into JSON: `80` for `80.0` and `8e1`.
    package static func written(_ text: String) -> String {
        // What is no whole number, or too large for one, stays as it is.
        Int64(text) == nil ? integer(text).map { "\($0)" } ?? text : text
    }

    /// A whole number, also where it is written `80.0` or `8e1`: YAML's and JSON's readers make it `80` on the way.
    static func integer(_ text: String) -> Int64? {
        if let integer = Int64(text) { return integer }
        // From 10²¹ on, Go writes an exponent, which is no integer.
        guard let number = Double(text), number.rounded() == number, abs(number) < 1e18 else { return nil }
        return Int64(number)
    }

    /// The amount of a quantity; nil where the text is none.
    static func quantity(_ node: ManifestNode) -> Quantity? {
        switch node.content {
        case .number(let text): try? Quantity(parsing: text)
        case .string(let text): try? Quantity(parsing: text.trimmingSpaces)
        case .null: .zero
        default: nil
        }
    }
}

extension Field {
    /// The amount; nil where the field is absent or no quantity.
    var quantity: Quantity? { node.flatMap(ManifestNumber.quantity) }
}

extension String {
    /// The text without spaces, tabs and line ends around it.
    var trimmingSpaces: String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace || $0.isNewline }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
