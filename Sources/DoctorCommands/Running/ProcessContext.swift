import Threads
import Wording

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension CommandContext {
    /// The process's own standard streams, environment and terminal.
    ///
    /// A closed pipe becomes an error of the write instead of a signal that ends the process.
    package static func ofProcess() -> CommandContext {
        signal(SIGPIPE, SIG_IGN)
        var context = CommandContext(
            writeOutput: { try writeAll($0, to: STDOUT_FILENO) },
            writeError: { line in
                // Where standard error cannot be written to, there is nobody left to tell.
                try? writeAll(Array((line + "\n").utf8), to: STDERR_FILENO)
            },
            environment: { name in getenv(name).map { String(cString: $0) } },
            terminalColumns: terminalColumns())
        context.screen = screen
        context.onInterruption = { stop in
            let interruption = Interruption()
            _ = OwnThread.start {
                interruption.wait()
                stop()
            }
        }
        context.programName = programName(calledBy: CommandLine.arguments.first ?? "")
        return context
    }

    /// The words that run the program whose first argument is `path`: `kubectl dsdoctor` for kubectl's plugin
    /// `kubectl-dsdoctor`, `kubectl daemonset-doctor` for `kubectl-daemonset_doctor`, since kubectl reads `_` as a dash.
    package static func programName(calledBy path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard name.hasPrefix("kubectl-"), name.count > "kubectl-".count else { return "dsdoctor" }
        return String(name).replacing("-", with: " ").replacing("_", with: "-").escapedForOneLine
    }

    /// Writes all of `bytes`.
    ///
    /// - Throws: ``CommandError/outputClosed`` or ``CommandError/outputFailed(reason:)``.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count >= 0 {
                    written += count
                } else if errno == EPIPE {
                    throw CommandError.outputClosed
                } else if errno == EAGAIN {
                    // Another process that shares the pipe made it non-blocking.
                    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&request, 1, -1)
                } else if errno != EINTR {
                    throw CommandError.outputFailed(reason: String(cString: strerror(errno)))
                }
            }
        }
    }

    /// The size of the terminal on standard output; nil where there is none, or one that only prints.
    private static func screen() -> ScreenSize? {
        let terminal = getenv("TERM").map { String(cString: $0) } ?? ""
        guard isatty(STDOUT_FILENO) == 1, !terminal.isEmpty, terminal != "dumb" else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return ScreenSize(columns: 80, lines: 24)
        }
        return ScreenSize(columns: Int(size.ws_col), lines: Int(size.ws_row))
    }

    /// The columns of the terminal on standard output, 80 where it does not tell; nil when there is none.
    private static func terminalColumns() -> Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
