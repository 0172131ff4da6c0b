import Glibc

/// Starts a plugin's process.
enum PluginSpawn {
    /// Microseconds between two attempts at a file that somebody has open for writing, and how often it is tried.
    private static let busy = (pause: useconds_t(10_000), attempts: 50)

    /// Standard error goes to `complaints`; without it, to this process' own. The number is 0 or one of `errno`.
    static func start(
        _ order: PluginRun.Order, output: Int32, complaints: Int32?
    ) -> (child: pid_t, number: Int32) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if !order.isInteractive {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        if let complaints { posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setSignals(&attributes)

        let arguments = strings([order.file] + order.arguments)
        let variables = strings(order.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = -1
        // A program that is just being installed is busy for a moment, and so is one that a process which has not yet
        // called exec inherited.
        for _ in 1..<busy.attempts {
            let number = posix_spawn(&child, order.file, &actions, &attributes, arguments, variables)
            if number != ETXTBSY { return (child, number) }
            usleep(busy.pause)
        }
        return (child, posix_spawn(&child, order.file, &actions, &attributes, arguments, variables))
    }

    /// The child starts with the signals as they are by default, whatever this process ignores or blocks.
    private static func setSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigemptyset(&all)
        for signal in [SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGQUIT] { sigaddset(&all, signal) }
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    /// As C has them, with nil at the end.
    private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }
}
