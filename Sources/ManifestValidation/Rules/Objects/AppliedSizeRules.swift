/// The copy of an object that `kubectl apply` keeps: its JSON in an annotation, which counts with the others.
enum AppliedSizeRules {
    private static let key = "kubectl.kubernetes.io/last-applied-configuration"

    static func check(_ object: Field, _ problems: inout ProblemList) {
        guard let root = object.node else { return }
        let annotations = object["metadata", "annotations"]
        let others = annotations.entries.filter { $0.key != key }
        let size = others.reduce(0) { $0 + $1.key.utf8.count + $1.value.text.utf8.count }
        // Without annotations of its own an object has an empty map of them, and a line ends the JSON.
        let applied = jsonSize(root) + (annotations.isSet ? 0 : #","annotations":{}"#.utf8.count) + 1
        let whole = size + key.utf8.count + applied
        if size <= MetadataRules.maxAnnotationBytes, whole > MetadataRules.maxAnnotationBytes {
            problems.refuse(
                .tooLong, annotations,
                "kubectl apply keeps the manifest in an annotation: \(whole) bytes, and the limit is "
                    + "\(MetadataRules.maxAnnotationBytes); use kubectl apply --server-side")
        }
    }

    /// How many bytes Go's encoder writes for a value.
    private static func jsonSize(_ node: ManifestNode) -> Int {
        switch node.content {
        case .null: 4
        case .bool(let isTrue): isTrue ? 4 : 5
        case .number(let text): text.utf8.count
        case .string(let text): textSize(text)
        case .list(let elements): 2 + max(0, elements.count - 1) + elements.reduce(0) { $0 + jsonSize($1) }
        case .object:
            max(2, Field(node).rawMembers.reduce(1) { $0 + textSize($1.key) + jsonSize($1.value) + 2 })
        }
    }

    private static func textSize(_ text: String) -> Int {
        var size = 2
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0A, 0x0C, 0x0D: size += 2
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0..<0x20: size += 6
            default: size += 1
            }
        }
        return size
    }
}
