import Glibc

/// Serves the requests of one client, one after the other.
struct Connection {
    let socket: ClientSocket
    let answer: @Sendable (ReplayRequest) -> Response
    let fault: @Sendable (ReplayRequest) -> ReplayFault?

    /// For how many seconds a client may say nothing.
    private static let idleSeconds: Int32 = 300

    /// Serves until the client or the server ends the connection.
    func serve() {
        var parser = RequestParser()
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        do throws(ConnectionEnded) {
            while true {
                let request: ReplayRequest?
                do throws(APIStatus) {
                    request = try parser.next()
                } catch {
                    try ResponseWriter(socket: socket).write(error.response, isHead: false, closes: true)
                    socket.drain()
                    return
                }
                guard let request else {
                    let count = try socket.read(into: &buffer, within: Self.idleSeconds)
                    parser.append(buffer[..<count])
                    continue
                }
                try respond(to: request)
                if request.closesConnection {
                    socket.drain()
                    return
                }
            }
        } catch {
            // The client has what it wanted, or has gone.
        }
    }

    private func respond(to request: ReplayRequest) throws(ConnectionEnded) {
        let fault = fault(request)
        if let delay = fault?.delay, delay > .zero {
            let milliseconds = delay.components.seconds * 1000 + delay.components.attoseconds / 1_000_000_000_000_000
            try socket.wait(milliseconds: Int32(clamping: milliseconds))
        }
        var writer = ResponseWriter(socket: socket)
        let response: Response
        switch fault?.answer ?? .asUsual {
        case .none: throw ConnectionEnded()
        case .asUsual: response = answer(request)
        case .truncated(let bodyBytes):
            writer.mostBodyBytes = bodyBytes
            response = answer(request)
        case .other(let status, let headers, let body):
            var other = Response(body: .bytes(Array(body.utf8)))
            other.status = status
            for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
                if name.lowercased() == "content-type" {
                    other.contentType = value
                } else {
                    other.headers.append((name: name, value: value))
                }
            }
            response = other
        }
        try writer.write(response, isHead: request.method == "HEAD", closes: request.closesConnection)
    }
}
