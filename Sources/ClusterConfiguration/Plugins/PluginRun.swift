import Glibc

/// One run of a plugin: a child process, what it writes, and its end.
///
/// Where there is a terminal, the child stays in this process' group, so that Ctrl-C reaches it too.
struct PluginRun {
    /// The program that runs.
    struct Order {
        var file: String
        var arguments: [String]
        var environment: [String: String]
        /// Whether the child gets standard input, and standard error itself rather than a pipe.
        var isInteractive: Bool
        var deadline: Duration
    }

    enum Failure: Error, Equatable {
        case notStarted(reason: String)
        /// `said` is the end of what it wrote to standard error.
        case exited(code: Int32, said: String)
        case killed(signal: Int32)
        case overdue
        case wantedTerminal
        case wroteTooMuch
        case stopped
    }

    /// No credential is larger.
    static let mostOutput = 1 << 20
    private static let step = Duration.milliseconds(20)
    /// How long pipes are read that a plugin's own children hold when it has ended.
    private static let grace = Duration.milliseconds(500)

    private let process: PluginProcess
    private let order: Order
    private let started = ContinuousClock.now
    private var output: PluginPipe
    private var complaints: PluginPipe?

    /// Runs a plugin to its end.
    ///
    /// - Returns: what it wrote to standard output, and its process: what it has left behind ends with that.
    static func run(
        _ order: Order, isStopped: () -> Bool
    ) throws(Failure) -> (output: [UInt8], process: PluginProcess) {
        var run = try PluginRun(order)
        defer { run.close() }
        do throws(Failure) {
            return (try run.wait(isStopped), run.process)
        } catch {
            run.process.end()
            throw error
        }
    }

    private init(_ order: Order) throws(Failure) {
        guard let output = PluginPipe(keeps: Self.mostOutput + 1, passesOn: false) else {
            throw .notStarted(reason: "no pipe can be opened")
        }
        let complaints = order.isInteractive ? nil : PluginPipe(keeps: 4096, passesOn: true)
        self.output = output
        self.complaints = complaints
        self.order = order
        do throws(Failure) {
            process = try PluginProcess(order, output: output.writeEnd, complaints: complaints?.writeEnd)
        } catch {
            output.closeBoth()
            complaints?.closeBoth()
            throw error
        }
        self.output.closeWriteEnd()
        self.complaints?.closeWriteEnd()
    }

    private mutating func close() {
        output.close()
        complaints?.close()
    }

    private mutating func wait(_ isStopped: () -> Bool) throws(Failure) -> [UInt8] {
        var status: Int32?
        var endedAt = started
        while status == nil || !(output.isAtEnd && complaints?.isAtEnd != false) {
            if let trouble = trouble(isStopped, hasEnded: status != nil) { throw trouble }
            if status != nil, ContinuousClock.now - endedAt > Self.grace { break }
            PluginPipe.await([output, complaints].compactMap { $0 }, or: process.control, for: Self.step)
            output.read()
            complaints?.read()
            switch status == nil ? process.nextEvent() : nil {
            case .notStarted(let number)?:
                throw .notStarted(reason: String(cString: strerror(number)).lowercased())
            case .stopped?: throw .wantedTerminal
            case .ended(let told)?: (status, endedAt) = (told, .now)
            case nil: break
            }
        }
        if output.bytes.count > Self.mostOutput { throw .wroteTooMuch }
        let bytes = try result(status ?? 0)
        // Whoever still holds the pipes has not gone into the background on purpose.
        if output.isAtEnd, complaints?.isAtEnd != false { process.approve() }
        return bytes
    }

    private func result(_ status: Int32) throws(Failure) -> [UInt8] {
        let signal = status & 0x7F
        if signal != 0 { throw .killed(signal: signal) }
        let code = status >> 8 & 0xFF
        if code != 0 { throw .exited(code: code, said: complaints.map { PluginComplaint.end(of: $0.bytes) } ?? "") }
        return output.bytes
    }

    private func trouble(_ isStopped: () -> Bool, hasEnded: Bool) -> Failure? {
        if isStopped() { return .stopped }
        if output.bytes.count > Self.mostOutput { return .wroteTooMuch }
        if !hasEnded, ContinuousClock.now - started > order.deadline { return .overdue }
        return nil
    }
}
