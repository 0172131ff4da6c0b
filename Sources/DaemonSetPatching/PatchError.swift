import ByteStreams

/// Why a patch cannot be read or applied.
public enum PatchError: Error, Equatable, Sendable {
    /// Its file cannot be read.
    case stream(StreamError)
    /// It is none, or does not fit the DaemonSet. `place` is a field or an operation, empty for all of it.
    case badPatch(path: String, place: String, reason: String, hint: String)
}

extension PatchError: ExplainedError {
    /// A stable word for the case.
    public var code: String {
        switch self {
        case .stream(let error): return error.code
        case .badPatch: return "bad-patch"
        }
    }

    /// The patch's file; `-` for standard input.
    public var path: String {
        switch self {
        case .stream(let error): return error.path
        case .badPatch(let path, _, _, _): return path
        }
    }

    /// The fault in a phrase, without path and hint.
    public var reason: String {
        switch self {
        case .stream(let error): return error.reason
        case .badPatch(_, let place, let reason, _): return place.isEmpty ? reason : "\(place): \(reason)"
        }
    }

    /// The remedy, as a hint.
    public var hint: String {
        switch self {
        case .stream(let error): return error.hint
        case .badPatch(_, _, _, let hint): return hint
        }
    }
}
