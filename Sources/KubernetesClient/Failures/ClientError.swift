import ClusterConfiguration
import KubernetesModel
import Wording

/// Why an API server gave no answer, or not the one that was asked for.
///
/// No case holds a credential: what a server says is quoted, what was sent to it never.
public enum ClientError: Error, Equatable, Sendable {
    /// The configuration gives no credentials.
    case configuration(ConfigurationError)
    /// No connection came about.
    case unreachable(server: String, reason: String, hint: String)
    /// TLS failed: the server's certificate, the client's, or the protocol.
    case notTrusted(server: String, reason: String, hint: String)
    /// A deadline passed: what was waited for, and how long.
    case timedOut(server: String, target: String, waitedFor: Wait)
    /// The connection broke in the middle of an answer.
    case connectionLost(server: String, target: String, reason: String)
    /// The server knows nobody by these credentials (401).
    case unauthorized(server: String, message: String)
    /// The server refuses (403): its own words name user, verb and resource.
    case forbidden(target: String, message: String)
    /// There is no such path or object (404).
    case notFound(target: String, message: String)
    /// The continue token of a page is too old (410).
    case expired(target: String, message: String)
    /// Any other status that is no success.
    case refused(target: String, status: Int, message: String)
    /// The server sends elsewhere, where this program does not follow with credentials.
    case redirected(server: String, location: String)
    /// The answer is not what an API server gives.
    case unexpectedAnswer(target: String, reason: String)
    /// A list leads on and on, or holds more than is read of one.
    case listTooLong(target: String, reason: String, hint: String)
    /// libcurl is not on this machine, or not one that can be used.
    case libraryMissing(reason: String)
    /// Somebody asked to stop.
    case cancelled
    case outOfMemory

    /// The subject of a deadline.
    public enum Wait: String, Sendable {
        case connection = "a connection"
        case data = "any data"
        case completion = "the whole answer"
    }

    /// A stable word for the case.
    public var code: String {
        switch self {
        case .configuration(let error): return error.code
        case .unreachable: return "server-unreachable"
        case .notTrusted: return "server-not-trusted"
        case .timedOut: return "server-timed-out"
        case .connectionLost: return "connection-lost"
        case .unauthorized: return "unauthorized"
        case .forbidden: return "forbidden"
        case .notFound: return "not-found-on-server"
        case .expired: return "expired"
        case .refused: return "refused"
        case .redirected: return "redirected"
        case .unexpectedAnswer: return "unexpected-answer"
        case .listTooLong: return "list-too-long"
        case .libraryMissing: return "library-missing"
        case .cancelled: return "cancelled"
        case .outOfMemory: return "out-of-memory"
        }
    }
}

extension ClientError: CustomStringConvertible {
    /// One line: where, what, what to do.
    public var description: String { sentence.escapedForOneLine }

    private var sentence: String {
        switch self {
        case .configuration(let error): return "\(error)"
        case .unreachable(let server, let reason, let hint), .notTrusted(let server, let reason, let hint):
            return "\(server): \(reason) (\(hint))"
        case .timedOut(let server, let target, let wait):
            return "\(server): waited too long for \(wait.rawValue) of \(target) "
                + "(try again, or wait longer with --request-timeout)"
        case .connectionLost(let server, let target, let reason):
            return "\(server): the connection broke during \(target): \(reason) (try again)"
        case .unauthorized(let server, let message):
            return "\(server): the server does not accept the credentials: \(message) "
                + "(log in again, or use others with --context, --user or --token)"
        case .forbidden(let target, let message):
            return "\(target): \(message) (`dsdoctor rbac` prints the rights it needs)"
        case .notFound(let target, let message): return "\(target): \(message)"
        case .expired(let target, let message): return "\(target): \(message) (try again)"
        case .refused(let target, let status, let message):
            return "\(target): the server answers \(status): \(message)"
                + (status >= 500 || status == 429 ? " (try again later)" : "")
        case .redirected(let server, let location):
            return "\(server): the server redirects to \(location); dsdoctor does not send credentials there "
                + "(name the API server itself with --server)"
        case .unexpectedAnswer(let target, let reason):
            return "\(target): not an API server's answer: \(reason) (check the server's address)"
        case .listTooLong(let target, let reason, let hint): return "\(target): \(reason) (\(hint))"
        case .libraryMissing(let reason):
            return "libcurl cannot be opened: \(reason) "
                + "(install libcurl 4, Debian's package libcurl4, to read a live cluster; snapshots don't need it)"
        case .cancelled: return "interrupted"
        case .outOfMemory: return "not enough memory"
        }
    }
}
