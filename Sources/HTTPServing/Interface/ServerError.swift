/// Why a server cannot start.
public enum ServerError: Error, Equatable, Sendable {
    /// It is no IP address.
    case invalidAddress(String)
    /// Something else listens on the port.
    case portInUse(UInt16)
    /// The system does not let it listen; `reason` in the system's words.
    case cannotListen(reason: String)
    /// The system has no thread, memory or descriptor to spare.
    case outOfResources
    /// libmicrohttpd is not on this machine, or not one that can be used; `reason` in the loader's words.
    case libraryMissing(reason: String)
}
