/// Something that the API server would refuse in a manifest, or warn of, and where it stands.
public struct ManifestProblem: Error, Hashable, Sendable {
    /// How bad a problem is.
    public enum Severity: String, Hashable, Sendable {
        /// The server refuses the object.
        case error
        /// The server takes the object and warns, or the field has no effect.
        case warning
    }

    /// The kind of a problem, stable for programs; most are the API server's own (`field.ErrorType`).
    public enum Code: String, Hashable, Sendable, CaseIterable {
        case unknownField = "unknown-field"
        case duplicateField = "duplicate-field"
        case wrongType = "wrong-type"
        case required = "field-required"
        case invalid = "field-invalid"
        case unsupported = "value-not-supported"
        case forbidden = "field-forbidden"
        case duplicate = "value-duplicate"
        case notFound = "value-not-found"
        case tooLong = "value-too-long"
        case tooMany = "too-many-items"
        case immutable = "field-immutable"
        case unknownKind = "unknown-kind"
        case unservedVersion = "version-not-served"
        case deprecated = "field-deprecated"
    }

    /// The kind of problem.
    public var code: Code
    /// Whether the server refuses the object.
    public var severity: Severity
    /// The name of the file as it was given.
    public var file: String
    /// Where the value or key stands; the object that lacks it where it is missing.
    public var position: ManifestPosition
    /// `spec.template.spec.containers[0].resources.limits[cpu]`; empty for the document as a whole.
    public var path: String
    /// The problem, without path and hint: `unknown field`.
    public var message: String
    /// The name or value that was probably meant.
    public var nearest: String?
    /// Whether only the DaemonSet's pods are refused: the server takes the DaemonSet, and its controller cannot create
    /// a pod.
    public var refusesPodOnly: Bool

    /// A problem at a place of a file.
    public init(
        _ code: Code, severity: Severity = .error, file: String, position: ManifestPosition, path: String,
        message: String, nearest: String? = nil, refusesPodOnly: Bool = false
    ) {
        self.code = code
        self.severity = severity
        self.file = file
        self.position = position
        self.path = path
        self.message = message
        self.nearest = nearest
        self.refusesPodOnly = refusesPodOnly
    }
}

extension ManifestProblem: CustomStringConvertible {
    /// The problem without file and line: `spec.template.spec.contaners: unknown field; did you mean "containers"?`
    public var sentence: String {
        let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
        return (path.isEmpty ? "" : "\(path): ") + message + hint
    }

    /// `agent.yaml:14: spec.template.spec.contaners: unknown field; did you mean "containers"?`
    public var description: String { "\(file):\(position.line): \(sentence)" }
}
