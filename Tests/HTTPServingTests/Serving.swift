import HTTPServing
import TestServers

/// A server for the time of a test, whose answers a closure gives.
final class Serving: Sendable {
    private struct Handler: RequestHandler {
        let answers: @Sendable (ServerRequest) -> ServerAnswer

        func answer(_ request: ServerRequest) -> ServerAnswer { answers(request) }
    }

    let server: HTTPServer
    let port: UInt16

    init(
        address: String = "127.0.0.1", limits: ServerLimits = ServerLimits(),
        answer: @escaping @Sendable (ServerRequest) -> ServerAnswer = { _ in .response(.text("ok")) }
    ) throws {
        server = HTTPServer(handler: Handler(answers: answer), limits: limits)
        port = try server.start(address: address)
    }

    deinit { server.stop() }

    func get(_ path: String, method: String = "GET", headers: [String: String] = [:], body: String = "")
        -> HTTPExchange
    {
        HTTPExchange(path, port: port, method: method, headers: headers, body: Array(body.utf8))
    }

    /// Sends text as it is, and reads until the server closes the connection.
    func exchange(_ text: String) -> HTTPExchange { HTTPExchange(sending: Array(text.utf8), port: port) }
}

extension ServerLimits {
    /// The usual limits but for a change.
    static func with(_ change: (inout ServerLimits) -> Void) -> ServerLimits {
        var limits = ServerLimits()
        change(&limits)
        return limits
    }
}

extension ServerAnswer {
    static func text(_ text: String) -> ServerAnswer { .response(.text(text)) }

    static func stream(count: Int? = nil, _ stream: any BodyStream) -> ServerAnswer {
        .response(ServerResponse(contentType: "text/plain", body: .stream(stream, count: count)))
    }
}

/// Gives some pieces, one after the other, then an end.
struct Pieces: BodyStream {
    var pieces: ArraySlice<BodyPiece>

    init(_ pieces: [BodyPiece]) { self.pieces = pieces[...] }

    mutating func next() -> BodyPiece { pieces.popFirst() ?? .end }
}
