/// A request and its answer, from the request line to the last byte. It belongs to the loop's thread.
final class Exchange {
    /// How far it is. In the phases marked so, libmicrohttpd leaves the connection alone until it is resumed.
    enum Phase {
        case head
        case body
        /// Suspended: a worker computes the answer, or more of it.
        case working
        /// Suspended: nothing happens for a while, then this.
        case pausing(Continuation)
        /// The answer is there, and is sent when the loop gets to the connection.
        case answered(ServerResponse?)
        case sending
    }

    /// The action after a pause.
    enum Continuation {
        case answer(@Sendable () -> ServerAnswer)
        case body
    }

    let number: UInt64
    let connection: OpaquePointer
    let target: [UInt8]
    unowned let loop: ServerLoop
    var phase = Phase.head
    var request: ServerRequest?
    /// How many bytes of a body that is too large were passed over.
    var discardedBytes = 0
    var outgoing: OutgoingBody?

    init(number: UInt64, connection: OpaquePointer, target: [UInt8], loop: ServerLoop) {
        self.number = number
        self.connection = connection
        self.target = target
        self.loop = loop
    }

    /// Whether the request is complete and the answer is not.
    var isBeingAnswered: Bool {
        switch phase {
        case .head, .body: return false
        case .working, .pausing, .answered, .sending: return true
        }
    }
}
