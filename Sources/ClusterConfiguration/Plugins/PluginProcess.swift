import CGuardedProcess
import Glibc

/// A plugin's process, with a guardian that ends it and all that it starts when this process ends, in whatever way.
final class PluginProcess: @unchecked Sendable {
    /// An event of the process.
    enum Event {
        case notStarted(number: Int32)
        case ended(status: Int32)
        /// It waits for the terminal, which it may not have.
        case stopped
    }

    private var child: cgp_child

    /// The descriptor that tells of events when it can be read.
    var control: Int32 { child.control }

    /// Starts a plugin. Standard error goes to `complaints`; without it, to this process' own.
    ///
    /// - Throws: one of `errno`.
    init(_ order: PluginRun.Order, output: Int32, complaints: Int32?) throws(PluginRun.Failure) {
        let arguments = Self.strings([order.file] + order.arguments)
        let variables = Self.strings(order.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        defer { for text in arguments + variables { free(text) } }
        child = cgp_child(guardian: -1, control: -1, group: 0)
        let number = order.file.withCString { file in
            arguments.withUnsafeBufferPointer { arguments in
                variables.withUnsafeBufferPointer { variables in
                    var told = cgp_order()
                    told.file = file
                    told.arguments = arguments.baseAddress
                    told.environment = variables.baseAddress
                    told.takes_input = order.isInteractive
                    told.joins_group = order.isInteractive || Self.hasTerminal
                    told.output = output
                    told.errors = complaints ?? -1
                    return cgp_start(&told, &child)
                }
            }
        }
        if number != 0 { throw .notStarted(reason: String(cString: strerror(number)).lowercased()) }
    }

    deinit { end() }

    /// The events since the last call; nil for none.
    func nextEvent() -> Event? {
        var number: Int32 = 0
        switch cgp_next(&child, &number) {
        case cgp_not_started: return .notStarted(number: number)
        case cgp_ended: return .ended(status: number)
        case cgp_stopped: return .stopped
        // Somebody has killed the guardian, and the plugin goes with it.
        case cgp_gone: return .ended(status: SIGKILL)
        default: return nil
        }
    }

    /// Lets go on what the plugin has detached from itself and from this process.
    func approve() { cgp_approve(&child) }

    /// Ends it, and waits for that.
    func end() { cgp_end(&child) }

    /// Whether this process may use a terminal: plugins may then ask there, though it is not their standard input.
    private static var hasTerminal: Bool {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        if terminal < 0 { return false }
        defer { close(terminal) }
        return tcgetpgrp(terminal) == getpgrp()
    }

    /// As C has them, with nil at the end.
    private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }
}
