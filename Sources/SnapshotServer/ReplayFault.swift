/// A fault of a server in a test, to try clients against it.
package struct ReplayFault: Sendable {
    /// The client's answer.
    package enum Answer: Sendable {
        /// The right answer; for faults that are only late.
        case asUsual
        /// Another answer. A `Content-Length` is added.
        case other(status: Int, headers: [String: String], body: String)
        /// The right answer, cut off after so many bytes of its body, chunks not counted.
        case truncated(bodyBytes: Int)
        /// None: the connection is closed.
        case none
    }

    package var answer: Answer
    /// How long the server waits before it answers; less than a minute.
    package var delay: Duration

    package init(_ answer: Answer = .asUsual, delay: Duration = .zero) {
        self.answer = answer
        self.delay = delay
    }

    /// A `Status` of Kubernetes with this code and reason.
    package static func status(
        _ code: Int, reason: String, message: String = "injected by a test", headers: [String: String] = [:]
    ) -> ReplayFault {
        let status = APIStatus(code: code, reason: reason, message: message)
        let body = String(decoding: status.json.bytes, as: UTF8.self)
        return ReplayFault(.other(status: code, headers: headers, body: body))
    }
}
