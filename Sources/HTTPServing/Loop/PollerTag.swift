/// The subject of a poller's event.
enum PollerTag {
    static let library: UInt64 = 1 << 32
    static let bell: UInt64 = 2 << 32

    static func client(_ socket: Int32) -> UInt64 { UInt64(socket) }

    static func lingering(_ socket: Int32) -> UInt64 { 3 << 32 | UInt64(socket) }
}
