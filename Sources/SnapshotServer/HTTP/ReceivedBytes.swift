import Glibc

/// What the system counts of a connection (`struct tcp_info` of `linux/tcp.h`).
struct ReceivedBytes {
    /// How many bytes have arrived since it was made, read or not.
    let count: UInt64
    /// For how many milliseconds none have.
    let silentMilliseconds: UInt32

    /// Nil where the system does not tell.
    init?(descriptor: Int32) {
        // The offsets are part of Linux's contract; glibc's own declaration ends before the counts.
        let (silenceOffset, countOffset) = (52, 128)
        var info = [UInt8](repeating: 0, count: countOffset + 8)
        var length = socklen_t(info.count)
        guard getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_INFO, &info, &length) == 0, length == info.count else {
            return nil
        }
        (count, silentMilliseconds) = info.withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(fromByteOffset: countOffset, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: silenceOffset, as: UInt32.self)
            )
        }
    }
}
