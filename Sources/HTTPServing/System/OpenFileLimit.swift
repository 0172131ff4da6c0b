import Glibc

/// The number of files that this process may have open (`RLIMIT_NOFILE`).
enum OpenFileLimit {
    /// The number of files that a process needs besides connections.
    private static let reserve = 64

    /// Raises the soft limit as far as `connections` need it and the hard limit allows.
    ///
    /// - Returns: how many connections there can be.
    static func makeRoom(for connections: Int) -> Int {
        let needed = connections + reserve
        var limit = rlimit()
        let kind = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
        guard getrlimit(kind, &limit) == 0 else { return connections }
        if limit.rlim_cur < UInt(needed) {
            var raised = limit
            raised.rlim_cur = min(UInt(needed), limit.rlim_max)
            if setrlimit(kind, &raised) == 0 { limit = raised }
        }
        let allowed = Int(clamping: limit.rlim_cur)
        return allowed >= needed ? connections : max(1, allowed - reserve)
    }
}
