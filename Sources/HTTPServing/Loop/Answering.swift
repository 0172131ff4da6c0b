import CMicroHTTPD

/// Sending answers.
extension ServerLoop {
    /// Answers before the request is read to its end; the connection ends with it.
    func refuse(_ exchange: Exchange, _ request: RefusedRequest) -> Bool {
        var response = handler.refusal(request)
        response.headers.append((name: "Connection", value: "close"))
        clients.noteRefusal(cmh_socket(exchange.connection))
        clients.noteComplete(cmh_socket(exchange.connection))
        return respond(to: exchange, response)
    }

    /// Begins to send an answer; false where the connection can only be closed.
    func respond(to exchange: Exchange, _ response: ServerResponse) -> Bool {
        guard let server else { return false }
        let count = response.count
        let portion = count.map { min(max(1, $0), Self.maxPortion) } ?? Self.unknownPortion
        exchange.outgoing = OutgoingBody(response.body)
        exchange.phase = .sending
        let headers = [(name: "Content-Type", value: response.contentType)] + response.headers
        return HeaderList.with(headers) { headers in
            cmh_respond(
                server, exchange.connection, UInt32(response.status), headers.baseAddress, headers.count,
                count.map { UInt64($0) } ?? UInt64.max, portion, Unmanaged.passUnretained(exchange).toOpaque())
        }
    }

    /// Sent at a time; it stays within the processor's cache.
    private static let maxPortion = 256 << 10
    /// Chunks are as large as the connection's memory allows; this is for clients that know no chunks.
    private static let unknownPortion = 16 << 10
}
