/// Why bytes could not be read, unpacked, recognised as text, or written.
///
/// Its words for people stand in this file.
public enum StreamError: Error, Equatable, Sendable {
    case notFound(path: String)
    case notPermitted(path: String)
    case notADirectory(path: String)
    case unreadable(path: String, reason: String)
    case directoryEmpty(path: String)
    case inputEmpty(path: String)
    /// The input ends in the middle of something, `offset` bytes in, where that is known.
    case truncated(path: String, offset: Int?, completeObjects: Int)
    case notJSONOrYAML(path: String, reason: String)
    case malformedYAML(path: String, line: Int, reason: String)
    case tooLarge(path: String, reason: String)
    case outOfMemory(path: String)
    /// A file could not be written.
    case notWritten(path: String, reason: String)
}

extension StreamError: ExplainedError {
    /// A stable word for the case.
    public var code: String {
        switch self {
        case .notFound: return "not-found"
        case .notPermitted: return "not-permitted"
        case .notADirectory: return "not-a-directory"
        case .unreadable: return "unreadable"
        case .directoryEmpty: return "directory-empty"
        case .inputEmpty: return "input-empty"
        case .truncated: return "truncated"
        case .notJSONOrYAML: return "not-json-or-yaml"
        case .malformedYAML: return "malformed-yaml"
        case .tooLarge: return "too-large"
        case .outOfMemory: return "out-of-memory"
        case .notWritten: return "not-written"
        }
    }

    /// The file or directory; `-` for standard input.
    public var path: String {
        switch self {
        case .notFound(let path), .notPermitted(let path), .notADirectory(let path), .unreadable(let path, _),
            .directoryEmpty(let path), .inputEmpty(let path), .truncated(let path, _, _), .notJSONOrYAML(let path, _),
            .malformedYAML(let path, _, _), .tooLarge(let path, _), .outOfMemory(let path), .notWritten(let path, _):
            return path
        }
    }

    /// The fault in a phrase, without path and hint.
    public var reason: String {
        switch self {
        case .notFound: return "no such file or directory"
        case .notPermitted: return "permission denied"
        case .notADirectory: return "not a directory"
        case .unreadable(_, let reason): return "cannot be read: \(reason)"
        case .directoryEmpty: return "the directory contains no .json or .yaml file"
        case .inputEmpty: return "the input is empty"
        case .truncated(_, let offset, let count):
            let place = offset.map { ", at byte \($0)" } ?? ""
            return "the input ends too early\(place), after \(count) complete "
                + (count == 1 ? "object" : "objects")
        case .notJSONOrYAML(_, let reason): return "neither JSON nor YAML: \(reason)"
        case .malformedYAML(_, let line, let reason): return "line \(line) is not valid YAML: \(reason)"
        case .tooLarge(_, let reason): return "too large: \(reason)"
        case .outOfMemory: return "not enough memory"
        case .notWritten(_, let reason): return "cannot be written: \(reason)"
        }
    }

    /// The remedy, as a hint.
    public var hint: String {
        switch self {
        case .notFound: return "check the path"
        case .notPermitted: return "check the file's permissions"
        case .notADirectory: return "name the directory that the files are in"
        case .unreadable: return "check that the file is complete and undamaged"
        case .directoryEmpty: return "name the directory or archive that the objects were saved in"
        case .inputEmpty, .notJSONOrYAML: return Self.saveAgain
        case .truncated: return "save or copy the file again"
        case .malformedYAML: return "correct that line, or save the snapshot as JSON"
        case .tooLarge: return "save only what is needed: " + Self.savingCommand
        case .outOfMemory: return "free memory, or save fewer kinds"
        case .notWritten: return "write to a directory that exists, is writable and has free space"
        }
    }

    private static let savingCommand = "kubectl get nodes,pods,daemonsets,events -A -o json > cluster.json"

    /// The hint for input that holds no cluster.
    package static let saveAgain = "save the cluster again: " + savingCommand
}
