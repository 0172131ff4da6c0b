import HTTPServing

/// Why a snapshot cannot be served.
public enum ReplayError: Error, Equatable, Sendable {
    /// Something else listens on the port.
    case portInUse(UInt16)
    /// Nothing can listen on the port.
    case cannotListen(port: UInt16, reason: String)
    /// The system has no thread, memory or file to spare.
    case outOfResources
    /// libmicrohttpd is not on this machine, or not one that can be used.
    case libraryMissing(reason: String)
    /// The file for the kubeconfig is there already.
    case kubeconfigExists(path: String)
    /// The kubeconfig could not be written.
    case kubeconfigNotWritten(path: String, reason: String)

    /// A stable word for the case.
    public var code: String {
        switch self {
        case .portInUse: return "port-in-use"
        case .cannotListen: return "cannot-listen"
        case .outOfResources: return "out-of-resources"
        case .libraryMissing: return "library-missing"
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
        case .outOfResources: return "the system has no thread, memory or file to spare (end other programs)"
        case .libraryMissing(let reason):
            return "libmicrohttpd cannot be opened: \(reason) "
                + "(install libmicrohttpd 12, Debian's package libmicrohttpd12, to serve a snapshot)"
        case .kubeconfigExists(let path): return "\(path): it exists already (give a file that is to be made)"
        case .kubeconfigNotWritten(let path, let reason): return "\(path): it cannot be written: \(reason)"
        }
    }
}

extension ReplayError {
    /// The reason why a server at `port` does not start.
    init(_ error: ServerError, port: UInt16) {
        switch error {
        case .portInUse(let port): self = .portInUse(port)
        case .cannotListen(let reason): self = .cannotListen(port: port, reason: reason)
        case .invalidAddress(let address): self = .cannotListen(port: port, reason: "\(address) is no address")
        case .outOfResources: self = .outOfResources
        case .libraryMissing(let reason): self = .libraryMissing(reason: reason)
        }
    }
}
