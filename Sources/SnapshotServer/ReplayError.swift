/// Why a snapshot cannot be served.
public enum ReplayError: Error, Equatable, Sendable {
    /// Something else listens on the port.
    case portInUse(UInt16)
    /// Nothing can listen on the port.
    case cannotListen(port: UInt16, reason: String)
    /// The system has no thread to spare.
    case noThread
    /// The file for the kubeconfig is there already.
    case kubeconfigExists(path: String)
    /// The kubeconfig could not be written.
    case kubeconfigNotWritten(path: String, reason: String)

    /// A stable word for the case.
    public var code: String {
        switch self {
        case .portInUse: return "port-in-use"
        case .cannotListen: return "cannot-listen"
        case .noThread: return "no-thread"
        case .kubeconfigExists: return "kubeconfig-exists"
        case .kubeconfigNotWritten: return "kubeconfig-not-written"
        }
    }
}

extension ReplayError: CustomStringConvertible {
    /// One line: where, what, what to do.
    public var description: String {
        switch self {
        case .portInUse(let port): return "port \(port): it is in use (give another, or none for any that is free)"
        case .cannotListen(let port, let reason):
            return "port \(port): \(reason) (give another, or none for any that is free)"
        case .noThread: return "the system has no thread to spare (end other programs)"
        case .kubeconfigExists(let path): return "\(path): it exists already (give a file that is to be made)"
        case .kubeconfigNotWritten(let path, let reason): return "\(path): it cannot be written: \(reason)"
        }
    }
}
