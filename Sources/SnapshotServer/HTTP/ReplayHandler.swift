import FlyingFox
import FlyingSocks
import Foundation

/// What requests are answered with.
struct Answers: Sendable {
    let answer: @Sendable (ReplayRequest) -> Response
    let fault: @Sendable (ReplayRequest) -> ReplayFault?
}

/// Answers the requests that FlyingFox has read.
struct ReplayHandler: HTTPHandler {
    let answers: Answers
    /// What FlyingFox waits with.
    let pool: any AsyncSocketPool
    let connections: OpenConnections
    let limits: ConnectionLimits

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard case .ip4(_, let peer)? = request.remoteAddress else { throw ConnectionEnded() }
        let client = ClientPresence(
            peer: peer, connections: connections, pool: pool, answering: limits.beginAnswer(to: peer))
        var asked: ReplayRequest
        do throws(APIStatus) {
            asked = try ReplayRequest(request)
        } catch {
            return sent(error.response, to: request, client, endsConnection: true)
        }
        // FlyingFox would take a body that nobody reads for the next request.
        guard let count = request.bodySequence.count, count <= ReplayRequest.mostBodyBytes else {
            let refusal = APIStatus.readOnly(method: asked.method).response
            return sent(refusal, to: request, client, endsConnection: true)
        }
        asked.body = count > 0 ? Array(try await request.bodyData) : []
        return try await response(to: asked, request, client)
    }

    private func response(
        to asked: ReplayRequest, _ request: HTTPRequest, _ client: ClientPresence
    ) async throws -> HTTPResponse {
        let fault = answers.fault(asked)
        if let delay = fault?.delay, delay > .zero { try await client.stays(delay) }
        switch fault?.answer ?? .asUsual {
        case .none:
            client.leave()
            throw ConnectionEnded()
        case .asUsual:
            return sent(answers.answer(asked), to: request, client)
        case .truncated(let bodyBytes):
            return sent(answers.answer(asked), to: request, client, mostBytes: bodyBytes)
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
            return sent(other, to: request, client)
        }
    }

    /// The answer as FlyingFox sends it.
    private func sent(
        _ response: Response, to request: HTTPRequest, _ client: ClientPresence, mostBytes: Int? = nil,
        endsConnection: Bool = false
    ) -> HTTPResponse {
        var headers: HTTPHeaders = [
            .contentType: response.contentType, .cacheControl: "no-cache, private",
            HTTPHeader("X-Content-Type-Options"): "nosniff",
        ]
        for (name, value) in response.headers { headers.addValue(value, for: HTTPHeader(name)) }
        if endsConnection || request.asksToClose { headers[.connection] = "close" }
        let isHead = request.method == .HEAD
        if isHead { headers[.contentLength] = response.count.map { "\($0)" } }
        let bytes = BodyBytes(
            body: isHead ? .pieces([]) : response.body, client: client,
            mostBytes: mostBytes.flatMap { most in response.count.map { $0 > most } ?? true ? most : nil },
            endsConnection: endsConnection)
        let count = isHead ? 0 : response.count
        return HTTPResponse(
            statusCode: HTTPStatusCode(response.status, phrase: response.phrase), headers: headers,
            body: count.map { HTTPBodySequence(from: bytes, count: $0) } ?? HTTPBodySequence(from: bytes))
    }
}

extension HTTPRequest {
    /// Whether FlyingFox closes the connection once this is answered.
    fileprivate var asksToClose: Bool {
        let words = (headers[.connection] ?? "").lowercased().split { $0 == "," || $0 == " " }
        return version == .http11 ? words.contains("close") : !words.contains("keep-alive")
    }
}
