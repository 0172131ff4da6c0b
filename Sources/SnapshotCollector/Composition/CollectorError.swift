import ByteStreams
import KubernetesClient
import Wording

/// Why no snapshot could be had.
public enum CollectorError: Error, Equatable, Sendable {
    /// The input cannot be read, unpacked or recognised.
    case stream(StreamError)
    /// JSON or YAML that holds no object of Kubernetes.
    case notKubernetes(path: String, reason: String)
    /// Objects are there, but not one could be read.
    case nothingReadable(path: String, count: Int, reason: String)
    case noNodes(path: String, damage: String?)
    /// A live cluster gave no answer, or not the one that was asked for.
    case cluster(ClientError)
    /// A live cluster does not let the user read what nothing can be told without.
    case essentialForbidden(server: String, what: String, message: String)
}

extension CollectorError: ExplainedError {
    /// A stable word for the case.
    public var code: String {
        switch self {
        case .stream(let error): return error.code
        case .notKubernetes: return "not-kubernetes"
        case .nothingReadable: return "nothing-readable"
        case .noNodes: return "no-nodes"
        case .cluster(let error): return error.code
        case .essentialForbidden: return "essential-forbidden"
        }
    }

    /// The path of the input, `-` for standard input; a server's address, or empty, for a live cluster.
    public var path: String {
        switch self {
        case .stream(let error): return error.path
        case .notKubernetes(let path, _), .nothingReadable(let path, _, _), .noNodes(let path, _),
            .essentialForbidden(let path, _, _):
            return path
        case .cluster: return ""
        }
    }

    /// The fault in a phrase, without path and hint.
    public var reason: String {
        switch self {
        case .stream(let error): return error.reason
        case .notKubernetes(_, let reason): return "contains no Kubernetes objects: \(reason)"
        case .nothingReadable(_, 1, let reason): return "the only object is broken: \(reason)"
        case .nothingReadable(_, let count, let reason): return "all \(count) objects are broken; the first: \(reason)"
        case .noNodes(_, nil): return "the snapshot has no nodes"
        case .noNodes(_, let damage?): return "the snapshot has no readable nodes; \(damage)"
        case .cluster(let error): return "\(error)"
        case .essentialForbidden(_, let what, let message):
            return "cannot read the \(what), and nothing can be diagnosed without them: \(message)"
        }
    }

    /// The hint; empty if the reason already gives it.
    public var hint: String {
        switch self {
        case .stream(let error): return error.hint
        case .notKubernetes: return StreamError.saveAgain
        case .nothingReadable: return "save the snapshot again with kubectl, and do not edit it"
        case .noNodes: return "save the nodes too: kubectl get nodes,pods,daemonsets,events -A -o json"
        case .cluster: return ""
        case .essentialForbidden: return "`dsdoctor rbac` prints the rights it needs"
        }
    }

    /// One line: where, what, what to do.
    public var description: String {
        if case .cluster(let error) = self { return "\(error)".escapedForOneLine }
        return explanation
    }
}
