import Wording

/// A reader of one YAML file that keeps all that is wrong with it.
public protocol YAMLProblemCollector: YAMLFileReader {
    /// The name under which problems are reported.
    var file: String { get }
    /// The problems so far.
    var problems: [YAMLFileProblem] { get set }
}

extension YAMLProblemCollector {
    /// Keeps a problem; one without a place is reported at the beginning of the file.
    public mutating func report(_ reason: YAMLFileProblem.Reason, at mark: YAMLMark?) {
        problems.append(YAMLFileProblem(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, reason: reason))
    }

    /// Keeps a problem that any file can have.
    public mutating func note(_ problem: YAMLProblem, at mark: YAMLMark?) {
        switch problem {
        case .invalidYAML(let detail): report(.invalidYAML(detail), at: mark)
        case .unknownKey(let key, let known):
            report(.unknownKey(key, nearest: NearestName.of(key, among: known)), at: mark)
        case .missingKey(let key): report(.missingKey(key), at: mark)
        case .wrongType(let expected): report(.wrongType(expected: expected), at: mark)
        case .empty(let what): report(.empty(what), at: mark)
        }
    }

    /// The problems by line and column.
    public var sortedProblems: [YAMLFileProblem] {
        problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}
