import Dispatch
import Glibc
import ObjectDecoding
import Synchronization

/// A line on the terminal while something takes longer than a second, which vanishes when it is done.
///
/// It is written to standard error only where that is a terminal that can erase a line.
final class ProgressLine: Sendable {
    private struct State {
        var isEnded = false
        var isShown = false
    }

    /// Erases the line that the cursor is in.
    private static let erasure = "\r\u{1B}[2K"

    private let doing: String
    private let begun = ContinuousClock.now
    private let objectsBefore = DecodedObjects.count
    private let state = Mutex(State())
    // Dispatch's sources may be used from any thread, but are not declared so.
    nonisolated(unsafe) private let timer = DispatchSource.makeTimerSource()

    /// Whether standard error is a terminal that understands more than text.
    private static let isPossible: Bool = {
        let terminal = getenv("TERM").map { String(cString: $0) } ?? ""
        return isatty(STDERR_FILENO) == 1 && !terminal.isEmpty && terminal != "dumb"
    }()

    /// Works, and says meanwhile what is being done, for instance `reading the snapshot`.
    static func showing<Result>(_ doing: String, while work: () throws -> Result) rethrows -> Result {
        let line = isPossible ? ProgressLine(doing) : nil
        defer { line?.end() }
        return try work()
    }

    private init(_ doing: String) {
        self.doing = doing
        timer.schedule(deadline: .now() + 1, repeating: .milliseconds(250), leeway: .milliseconds(50))
        timer.setEventHandler { [weak self] in self?.show() }
        timer.resume()
    }

    /// Ends, and leaves nothing on the terminal.
    private func end() {
        timer.cancel()
        state.withLock { state in
            state.isEnded = true
            if state.isShown { Self.write(Self.erasure) }
        }
    }

    private func show() {
        state.withLock { state in
            if state.isEnded { return }
            state.isShown = true
            let text = Self.text(
                doing, seconds: begun.duration(to: .now).components.seconds,
                objects: DecodedObjects.count - objectsBefore)
            Self.write(Self.erasure + text)
        }
    }

    /// For instance `reading the snapshot: 12 s, 84210 objects`. Fits 80 columns.
    static func text(_ doing: String, seconds: Int64, objects: Int) -> String {
        "\(doing): \(seconds) s" + (objects > 0 ? ", \(objects) objects" : "")
    }

    private static func write(_ text: String) {
        var text = text
        // Where it cannot be written, nobody sees it.
        text.withUTF8 { bytes in _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
    }
}
