import KubernetesClient
import KubernetesModel
import Wording

/// Why no snapshot could be had.
public enum CollectorError: Error, Equatable, Sendable {
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
    /// JSON or YAML that holds no object of Kubernetes.
    case notKubernetes(path: String, reason: String)
    /// Objects are there, but not one could be read.
    case nothingReadable(path: String, count: Int, reason: String)
    case noNodes(path: String, damage: String?)
    case tooLarge(path: String, reason: String)
    case outOfMemory(path: String)
    /// A snapshot could not be saved.
    case notWritten(path: String, reason: String)
    /// A patch that is none, or does not fit the DaemonSet. `place` is a field or an operation, empty for all of it.
    case badPatch(path: String, place: String, reason: String, hint: String)
    /// A live cluster gave no answer, or not the one that was asked for.
    case cluster(ClientError)
    /// A live cluster does not let the user read what nothing can be told without.
    case essentialForbidden(server: String, what: String, message: String)

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
        case .notKubernetes: return "not-kubernetes"
        case .nothingReadable: return "nothing-readable"
        case .noNodes: return "no-nodes"
        case .tooLarge: return "too-large"
        case .outOfMemory: return "out-of-memory"
        case .notWritten: return "not-written"
        case .badPatch: return "bad-patch"
        case .cluster(let error): return error.code
        case .essentialForbidden: return "essential-forbidden"
        }
    }

    /// Where the trouble is; `-` for standard input.
    public var path: String {
        switch self {
        case .notFound(let path), .notPermitted(let path), .notADirectory(let path), .unreadable(let path, _),
            .directoryEmpty(let path), .inputEmpty(let path), .truncated(let path, _, _), .notJSONOrYAML(let path, _),
            .malformedYAML(let path, _, _), .notKubernetes(let path, _), .nothingReadable(let path, _, _),
            .noNodes(let path, _), .tooLarge(let path, _), .outOfMemory(let path), .notWritten(let path, _),
            .badPatch(let path, _, _, _), .essentialForbidden(let path, _, _):
            return path
        case .cluster: return ""
        }
    }

    /// What is wrong, in a phrase without path and hint.
    public var reason: String {
        switch self {
        case .notFound: return "no such file or directory"
        case .notPermitted: return "permission denied"
        case .notADirectory: return "it is no directory"
        case .unreadable(_, let reason): return "cannot be read: \(reason)"
        case .directoryEmpty: return "it holds no .json or .yaml file"
        case .inputEmpty: return "the input is empty"
        case .truncated(_, let offset, let count):
            let place = offset.map { ", at byte \($0)" } ?? ""
            return "the input ends too early\(place), after \(count) complete "
                + (count == 1 ? "object" : "objects")
        case .notJSONOrYAML(_, let reason): return "neither JSON nor YAML: \(reason)"
        case .malformedYAML(_, let line, let reason): return "line \(line) is no valid YAML: \(reason)"
        case .notKubernetes(_, let reason): return "holds no Kubernetes object: \(reason)"
        case .nothingReadable(_, 1, let reason): return "the only object is broken: \(reason)"
        case .nothingReadable(_, let count, let reason): return "all \(count) objects are broken; the first: \(reason)"
        case .noNodes(_, nil): return "the snapshot holds no Node"
        case .noNodes(_, let damage?): return "the snapshot holds no Node that can be read; \(damage)"
        case .tooLarge(_, let reason): return "too large: \(reason)"
        case .outOfMemory: return "not enough memory"
        case .notWritten(_, let reason): return "cannot be written: \(reason)"
        case .badPatch(_, let place, let reason, _): return place.isEmpty ? reason : "\(place): \(reason)"
        case .cluster(let error): return "\(error)"
        case .essentialForbidden(_, let what, let message):
            return "the \(what) may not be read, and without them nothing can be told: \(message)"
        }
    }

    /// What to do about it.
    public var hint: String {
        switch self {
        case .notFound: return "check the path"
        case .notPermitted: return "check the file's permissions"
        case .notADirectory: return "give the directory that the files are in"
        case .unreadable: return "check that the file is complete and not damaged"
        case .directoryEmpty: return "give the directory or archive that the objects were saved in"
        case .inputEmpty, .notJSONOrYAML, .notKubernetes: return "save the cluster again: " + Self.howToSave
        case .truncated: return "save or copy the file again"
        case .malformedYAML: return "mend that line, or save the snapshot as JSON"
        case .nothingReadable: return "save the snapshot again with kubectl and do not edit it"
        case .noNodes: return "save the nodes too: kubectl get nodes,pods,daemonsets,events -A -o json"
        case .tooLarge: return "save only what is needed: " + Self.howToSave
        case .outOfMemory: return "free memory, or save fewer kinds"
        case .notWritten: return "give another file, in a directory that may be written to and has room"
        case .badPatch(_, _, _, let hint): return hint
        case .cluster: return ""
        case .essentialForbidden: return "`dsdoctor rbac` prints the rights that are needed"
        }
    }

    private static let howToSave = "kubectl get nodes,pods,daemonsets,events -A -o json > cluster.json"
}

extension CollectorError: CustomStringConvertible {
    /// One line: where, what, what to do.
    public var description: String {
        if case .cluster(let error) = self { return "\(error)".escapedForOneLine }
        let place = path == "-" ? "standard input" : path
        return "\(place.isEmpty ? "snapshot" : place): \(reason) (\(hint))".escapedForOneLine
    }
}
