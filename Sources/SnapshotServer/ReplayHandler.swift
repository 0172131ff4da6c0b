import HTTPServing

/// Answers the requests of a ``ReplayServer``'s clients.
///
/// It holds what answering needs and not the server, so that a server that nobody holds any more ends.
struct ReplayHandler: RequestHandler {
    let api: ClusterAPI
    /// The fault to inject into a request; nil for none.
    let fault: @Sendable (ServerRequest) -> ReplayFault?

    /// Requests with a body are short.
    static let limits: ServerLimits = {
        var limits = ServerLimits()
        limits.idleTimeout = .seconds(300)
        limits.acceptsChunkedBodies = false
        return limits
    }()

    func answer(_ request: ServerRequest) -> ServerAnswer {
        guard let fault = fault(request) else { return .response(finished(api.response(to: request))) }
        if fault.delay > .zero { return .later(fault.delay) { answer(request, fault.answer) } }
        return answer(request, fault.answer)
    }

    func refusal(_ refused: RefusedRequest) -> ServerResponse {
        switch refused.problem {
        case .malformed(let reason): return finished(APIStatus.badRequest(reason).response)
        // Only what writes has a large body.
        case .bodyTooLarge, .lengthRequired: return finished(APIStatus.readOnly(method: refused.method).response)
        }
    }

    private func answer(_ request: ServerRequest, _ fault: ReplayFault.Answer) -> ServerAnswer {
        switch fault {
        case .none: return .hangUp
        case .asUsual: return .response(finished(api.response(to: request)))
        case .truncated(let bodyBytes):
            var response = finished(api.response(to: request))
            response.body = .stream(CutOffBody(response.body, after: bodyBytes), count: response.count)
            return .response(response)
        case .other(let status, let headers, let body):
            var other = ServerResponse(
                status: status, contentType: ServerResponse.json, body: .bytes(Array(body.utf8)))
            for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
                if name.lowercased() == "content-type" {
                    other.contentType = value
                } else {
                    other.headers.append((name: name, value: value))
                }
            }
            return .response(finished(other))
        }
    }

    /// The answer with the headers that every answer of an API server has.
    private func finished(_ response: ServerResponse) -> ServerResponse {
        var response = response
        response.headers.append((name: "Cache-Control", value: "no-cache, private"))
        response.headers.append((name: "X-Content-Type-Options", value: "nosniff"))
        return response
    }
}
