/// Problems of the schema that explain others: where `requests` is misspelt, what then lacks is no news.
struct ProblemCauses {
    /// The paths of the fields that are wrong, and of the objects in which they stand.
    private var paths: Set<String> = []
    private var owners: Set<String> = []

    init(_ problems: [ManifestProblem]) {
        for problem in problems {
            paths.insert(problem.path)
            if problem.code == .unknownField { owners.insert(Self.parent(of: problem.path)) }
        }
    }

    /// Whether a problem stands at or below a field that is wrong, or lacks something in an object with an unknown field.
    func explain(_ problem: ManifestProblem) -> Bool {
        if paths.isEmpty { return false }
        if owners.contains(Self.parent(of: problem.path)), problem.code == .required { return true }
        var path = problem.path
        while !path.isEmpty {
            if paths.contains(path) { return true }
            path = Self.parent(of: path)
        }
        return false
    }

    /// `spec.containers` of `spec.containers[0]`. A dot in a key between brackets does no harm: it only ends sooner.
    private static func parent(of path: String) -> String {
        guard let end = path.utf8.lastIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }) else {
            return ""
        }
        return String(path[..<end])
    }
}
