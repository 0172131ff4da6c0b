/// The type of a field, as the API server decodes it.
indirect enum FieldType: Hashable, Sendable {
    case text
    case truth
    case integer32
    case integer64
    case quantity
    case integerOrText
    case time
    case anything
    case list(FieldType)
    case map(FieldType)
    /// An object by the name of its type in Kubernetes' API.
    case object(String)

    /// Reads the notation of the table: `int32`, `[KeyToPath]`, `{quantity}`.
    init(_ notation: Substring) {
        switch notation {
        case "string": self = .text
        case "bool": self = .truth
        case "int32": self = .integer32
        case "int64": self = .integer64
        case "quantity": self = .quantity
        case "intOrString": self = .integerOrText
        case "time": self = .time
        case "any": self = .anything
        default:
            let inner = notation.dropFirst().dropLast()
            switch notation.first {
            case "[": self = .list(FieldType(inner))
            case "{": self = .map(FieldType(inner))
            default: self = .object(String(notation))
            }
        }
    }
}

/// All fields of `apps/v1` DaemonSet and of everything in it, from `staging/src/k8s.io/api` of Kubernetes 1.36.
///
/// A type's name stands alone in a line, its fields below it, further in: `name` is a text, `name:TYPE` something else,
/// where `[T]` is a list and `{T}` a map.
enum ManifestSchema {
    /// The types by name, and their fields by name.
    static let types: [String: [String: FieldType]] = {
        var types: [String: [String: FieldType]] = [:]
        var current = ""
        for table in [objectFields, podFields, containerFields, volumeFields, otherKindFields] {
            for line in table.split(separator: "\n") {
                guard line.hasPrefix(" ") else {
                    current = String(line)
                    types[current] = [:]
                    continue
                }
                for field in line.split(separator: " ") {
                    let parts = field.split(separator: ":", maxSplits: 1)
                    types[current]?[String(parts[0])] = parts.count == 2 ? FieldType(parts[1]) : .text
                }
            }
        }
        return types
    }()

    /// Where the objects stand that people confuse most.
    private static let homes: [(type: String, path: String)] = [
        ("ObjectMeta", "metadata"), ("DaemonSetSpec", "spec"), ("PodTemplateSpec", "spec.template"),
        ("PodSpec", "spec.template.spec"), ("Container", "spec.template.spec.containers[]"),
        ("PodSecurityContext", "spec.template.spec.securityContext"),
        ("SecurityContext", "spec.template.spec.containers[].securityContext"),
        ("RollingUpdateDaemonSet", "spec.updateStrategy.rollingUpdate"),
    ]

    /// Where a field belongs that stands in the wrong object.
    static func home(of field: String) -> String? {
        homes.first { types[$0.type]?[field] != nil }.map { "\($0.path).\(field)" }
    }
}
