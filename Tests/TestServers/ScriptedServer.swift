import Glibc
import Synchronization

/// A server on loopback that answers as a script says, byte by byte: also as no server should.
public final class ScriptedServer: Sendable {
    /// What a client asked.
    public struct Request: Sendable {
        /// Path and query as they stand on the wire.
        public var target: String
        /// By name in small letters.
        public var headers: [String: String]
        /// How many requests of this target came before.
        public var repetition: Int

        /// The target without its query.
        public var path: String { String(target.prefix { $0 != "?" }) }
    }

    /// A piece of an answer.
    public enum Step: Sendable {
        case send(String)
        /// The same again and again, until the other end goes.
        case sendForever(String)
        /// A few bytes a second, until the other end goes.
        case drip(String)
        /// Nothing more comes, and the connection stays.
        case stall
        /// The connection is cut off with an error at the other end.
        case reset
        /// The connection is closed as if all was said.
        case close

        /// A whole answer.
        public static func answer(
            _ status: Int = 200, _ body: String = "{}", headers: [String] = ["Content-Type: application/json"]
        ) -> Step {
            let head = ["HTTP/1.1 \(status) Told"] + headers + ["Content-Length: \(body.utf8.count)"]
            return .send(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
        }

        /// A refusal as API servers give it.
        public static func status(
            _ code: Int, _ reason: String, _ message: String, headers: [String] = [], extra: String = ""
        ) -> Step {
            .answer(
                code,
                #"{"kind":"Status","apiVersion":"v1","metadata":{\#(extra)},"status":"Failure","#
                    + #""message":"\#(message)","reason":"\#(reason)","code":\#(code)}"#,
                headers: ["Content-Type: application/json"] + headers)
        }
    }

    private struct State {
        var requests: [Request] = []
        var connections: [Int32] = []
        var isStopped = false
    }

    private let script: @Sendable (Request) -> [Step]
    private let listener: Int32
    private let state = Mutex(State())
    /// Where it listens, on 127.0.0.1.
    public let port: UInt16

    /// Listens, and answers each request with the steps that the script gives for it.
    public init(_ script: @escaping @Sendable (Request) -> [Step]) {
        self.script = script
        let bound = Loopback.socket { listener, address, length in
            bind(listener, address, length) == 0 && listen(listener, 64) == 0
                && getsockname(listener, address, &length) == 0
        }
        guard let bound else { preconditionFailure("no port of loopback is free") }
        (listener, port) = bound
        JoinableThread.detached { [self] in accept() }
    }

    /// For instance `http://127.0.0.1:40123`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// What was asked so far.
    public var requests: [Request] { state.withLock { $0.requests } }

    /// Ends the server and all connections.
    public func stop() {
        let connections = state.withLock { state in
            state.isStopped = true
            return state.connections
        }
        shutdown(listener, Int32(SHUT_RDWR))
        for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }

    private func accept() {
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            if connection < 0 { break }
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            let isStopped = state.withLock { state in
                state.connections.append(connection)
                return state.isStopped
            }
            if isStopped {
                close(connection)
                break
            }
            JoinableThread.detached { [self] in serve(connection) }
        }
        close(listener)
    }

    private func serve(_ connection: Int32) {
        defer {
            state.withLock { $0.connections.removeAll { $0 == connection } }
            close(connection)
        }
        var received: [UInt8] = []
        while let request = nextRequest(connection, &received) {
            for step in script(request) {
                switch step {
                case .send(let text): if !send(text, to: connection) { return }
                case .sendForever(let text):
                    let piece = String(repeating: text, count: max(1, (64 << 10) / text.utf8.count))
                    while send(piece, to: connection) {}
                    return
                case .drip(let text): while send(text, to: connection) { usleep(200_000) }
                case .close: return
                case .stall:
                    // Until the other end goes.
                    var byte: UInt8 = 0
                    while recv(connection, &byte, 1, 0) > 0 {}
                    return
                case .reset:
                    var hard = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(connection, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
                    return
                }
            }
        }
    }

    private func send(_ text: String, to connection: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    private func nextRequest(_ connection: Int32, _ received: inout [UInt8]) -> Request? {
        var chunk = [UInt8](repeating: 0, count: 8192)
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let place = received.indices.first(where: { received[$0...].starts(with: end) }) {
                let head = String(decoding: received[..<place], as: UTF8.self)
                received.removeFirst(place + 4)
                return note(head)
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            if count <= 0 { return nil }
            if received.isEmpty, chunk[0] == 0x16 {
                // The beginning of TLS: what Go's servers say then.
                _ = send(
                    "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTPS request to an HTTP server.\n", to: connection)
                return nil
            }
            received += chunk[..<count]
        }
    }

    private func note(_ head: String) -> Request {
        let lines = head.split(separator: "\r\n").map(String.init)
        let target = lines.first?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return state.withLock { state in
            let request = Request(
                target: target, headers: headers, repetition: state.requests.count { $0.target == target })
            state.requests.append(request)
            return request
        }
    }
}
