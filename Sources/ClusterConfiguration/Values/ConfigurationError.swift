import KubernetesModel
import Wording

/// Why it is not known how to reach a cluster, or as whom.
///
/// No case holds a secret: a wrong value is told by its place, never shown where it may be a token, a password or a key.
public enum ConfigurationError: Error, Equatable, Sendable {
    /// A file that was named is not there.
    case notFound(path: String, reason: String)
    /// A file is there and cannot be read.
    case unreadable(path: String, reason: String)
    /// A file does not hold what it must. `place` is a field (`users[admin].user.token`) or a line; empty for all of it.
    case malformed(path: String, place: String, reason: String, hint: String)
    /// Nothing says where a cluster is. `lookedFor` tells each place and what was found there.
    case notConfigured(lookedFor: [String])
    /// There are contexts, but none is chosen.
    case noContextChosen(files: [String], contexts: [String])
    /// A context, cluster or user that no file has. `place` tells who names it.
    case unknownName(kind: Kind, name: String, nearest: String?, place: String, files: [String])
    /// A flag or a field has a value that cannot be used, or does not go with another one.
    case invalid(place: String, reason: String, hint: String)
    /// A credential plugin gave no credentials.
    case pluginFailed(command: String, reason: String, hint: String)
    /// Somebody asked to stop while a credential plugin ran.
    case stopped(command: String)

    /// The things that a kubeconfig has by name.
    public enum Kind: String, Sendable {
        case context
        case cluster
        case user
    }

    /// A stable word for the case.
    public var code: String {
        switch self {
        case .notFound: return "configuration-not-found"
        case .unreadable: return "configuration-unreadable"
        case .malformed: return "configuration-malformed"
        case .notConfigured: return "cluster-not-configured"
        case .noContextChosen: return "context-not-chosen"
        case .unknownName(let kind, _, _, _, _): return "\(kind.rawValue)-unknown"
        case .invalid: return "configuration-invalid"
        case .pluginFailed: return "credential-plugin-failed"
        case .stopped: return "credential-plugin-stopped"
        }
    }

    /// Where the trouble is: a file, a flag, a command; empty when it is nowhere in particular.
    public var path: String {
        switch self {
        case .notFound(let path, _), .unreadable(let path, _): return path
        case .malformed(let path, let place, _, _): return place.isEmpty ? path : "\(path): \(place)"
        case .notConfigured: return ""
        case .noContextChosen(let files, _), .unknownName(_, _, _, _, let files): return files.joined(separator: ", ")
        case .invalid(let place, _, _): return place
        case .pluginFailed(let command, _, _), .stopped(let command): return command
        }
    }

    /// The fault in a phrase, without path and hint.
    public var reason: String {
        switch self {
        case .notFound(_, let reason), .unreadable(_, let reason): return reason
        case .malformed(_, _, let reason, _), .invalid(_, let reason, _), .pluginFailed(_, let reason, _): return reason
        case .notConfigured(let lookedFor): return "no cluster is configured; looked for " + lookedFor.named(atMost: 20)
        case .noContextChosen: return "no current-context is set"
        case .unknownName(let kind, let name, _, let place, _):
            return "\(kind.rawValue) \"\(name)\" does not exist" + (place.isEmpty ? "" : "; \(place) names it")
        case .stopped: return "interrupted"
        }
    }

    /// The remedy, as a hint.
    public var hint: String {
        switch self {
        case .notFound: return "check the path"
        case .unreadable: return "check the file and its permissions"
        case .malformed(_, _, _, let hint), .invalid(_, _, let hint), .pluginFailed(_, _, let hint): return hint
        case .notConfigured:
            return "name a kubeconfig with --kubeconfig, a server with --server, or a saved cluster with --snapshot"
        case .noContextChosen(_, let contexts):
            return "choose one with --context: \(contexts.sorted().named(atMost: 8))"
        case .unknownName(_, _, let nearest?, _, _): return "did you mean \"\(nearest)\"?"
        case .unknownName: return "`kubectl config view` lists them"
        case .stopped: return "run it again"
        }
    }

    /// The kind of thing that the error is about.
    private var subject: String {
        switch self {
        case .pluginFailed, .stopped: return "credential plugin"
        default: return "cluster configuration"
        }
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// One line: what, where, why, what to do.
    public var description: String {
        let place = path.isEmpty ? "" : "\(path): "
        return "\(subject): \(place)\(reason) (\(hint))".escapedForOneLine
    }
}
