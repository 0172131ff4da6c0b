import CMicroHTTPD
import Glibc
import Synchronization

/// The messages of other threads to the server's own.
final class Mailbox: Sendable {
    /// Exchanges are named by their numbers: one may be over when a message about it arrives.
    enum Message: Sendable {
        case answered(UInt64, ServerAnswer)
        /// A piece of a body, and the stream in its new state.
        case produced(UInt64, BodyPiece, any BodyStream)
        case stop(deadline: ContinuousClock.Instant)
    }

    /// Rings in the loop's poller. It is closed when nobody can ring it any more.
    let bell: Int32
    private let messages = Mutex<[Message]>([])

    /// Nil where the system has no descriptor to give.
    init?() {
        bell = cmh_bell()
        if bell < 0 { return nil }
    }

    deinit { if bell >= 0 { close(bell) } }

    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        cmh_ring(bell)
    }

    func takeAll() -> [Message] {
        cmh_silence(bell)
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
