import Glibc

/// One run of a plugin: a child process, what it writes, and its end.
///
/// The child stays in this process' group, so that Ctrl-C reaches it too.
struct PluginRun {
    /// What is run.
    struct Order {
        var file: String
        var arguments: [String]
        var environment: [String: String]
        /// Whether the child gets standard input, and standard error itself rather than a pipe.
        var isInteractive: Bool
        /// Nil for as long as it takes.
        var deadline: Duration?
    }

    enum Failure: Error, Equatable {
        case notStarted(reason: String)
        /// `said` is the end of what it wrote to standard error.
        case exited(code: Int32, said: String)
        case killed(signal: Int32)
        case overdue
        case wroteTooMuch
        case stopped
    }

    /// No credential is larger.
    static let mostOutput = 1 << 20
    private static let step = Duration.milliseconds(20)
    /// How long a child that is asked to end may take, and how long pipes are read that its own children hold.
    private static let grace = Duration.milliseconds(500)

    private let child: pid_t
    private let order: Order
    private let started = ContinuousClock.now
    private var output: PluginPipe
    private var complaints: PluginPipe?

    /// Runs a plugin to its end.
    ///
    /// - Returns: what it wrote to standard output.
    static func run(_ order: Order, isStopped: () -> Bool) throws(Failure) -> [UInt8] {
        var run = try PluginRun(order)
        defer { run.close() }
        return try run.wait(isStopped)
    }

    private init(_ order: Order) throws(Failure) {
        guard let output = PluginPipe(keeps: Self.mostOutput + 1, passesOn: false) else {
            throw .notStarted(reason: "no pipe can be opened")
        }
        let complaints = order.isInteractive ? nil : PluginPipe(keeps: 4096, passesOn: true)
        self.output = output
        self.complaints = complaints
        self.order = order
        let number: Int32
        (child, number) = PluginSpawn.start(order, output: output.writeEnd, complaints: complaints?.writeEnd)
        self.output.closeWriteEnd()
        self.complaints?.closeWriteEnd()
        if number != 0 {
            close()
            throw .notStarted(reason: String(cString: strerror(number)).lowercased())
        }
    }

    private mutating func close() {
        output.close()
        complaints?.close()
    }

    private mutating func wait(_ isStopped: () -> Bool) throws(Failure) -> [UInt8] {
        var status: Int32?
        var endedAt = started
        while status == nil || !(output.isAtEnd && complaints?.isAtEnd != false) {
            if status == nil, let trouble = trouble(isStopped) {
                end()
                throw trouble
            }
            if status != nil, ContinuousClock.now - endedAt > Self.grace { break }
            PluginPipe.await([output, complaints].compactMap { $0 }, for: Self.step)
            output.read()
            complaints?.read()
            if status == nil {
                status = childStatus(options: WNOHANG)
                endedAt = .now
            }
        }
        if output.bytes.count > Self.mostOutput { throw .wroteTooMuch }
        return try result(status ?? 0)
    }

    private func result(_ status: Int32) throws(Failure) -> [UInt8] {
        let signal = status & 0x7F
        if signal != 0 { throw .killed(signal: signal) }
        let code = status >> 8 & 0xFF
        if code != 0 { throw .exited(code: code, said: complaints.map { PluginComplaint.end(of: $0.bytes) } ?? "") }
        return output.bytes
    }

    private func trouble(_ isStopped: () -> Bool) -> Failure? {
        if isStopped() { return .stopped }
        if output.bytes.count > Self.mostOutput { return .wroteTooMuch }
        if let deadline = order.deadline, ContinuousClock.now - started > deadline { return .overdue }
        return nil
    }

    /// Nil while the child runs.
    private func childStatus(options: Int32) -> Int32? {
        var status: Int32 = 0
        while true {
            let answer = waitpid(child, &status, options)
            if answer == child { return status }
            if answer == 0 { return nil }
            // Somebody else may have taken the status: then the child is gone, and how is not known.
            if errno != EINTR { return 0 }
        }
    }

    private func end() {
        kill(child, SIGTERM)
        let asked = ContinuousClock.now
        while childStatus(options: WNOHANG) == nil {
            if ContinuousClock.now - asked > Self.grace {
                kill(child, SIGKILL)
                _ = childStatus(options: 0)
                return
            }
            usleep(5000)
        }
    }
}
