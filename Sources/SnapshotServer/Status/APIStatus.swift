import CheckedJSON
import HTTPServing

/// Why a request is not answered with what it asks for: Kubernetes' `Status`.
struct APIStatus: Error, Hashable, Sendable {
    /// The HTTP status code.
    var code: Int
    /// A word for programs, such as `NotFound`.
    var reason: String
    /// A sentence for people.
    var message: String
    var details: JSONValue?
    /// When to ask again, in seconds.
    var retryAfterSeconds: Int?

    var response: ServerResponse {
        var response = ServerResponse.json(json.bytes)
        response.status = code
        if let retryAfterSeconds { response.headers.append((name: "Retry-After", value: "\(retryAfterSeconds)")) }
        if code == 405 { response.headers.append((name: "Allow", value: "GET, HEAD")) }
        return response
    }

    var json: JSONValue {
        .members([
            "kind": .string("Status"), "apiVersion": .string("v1"), "metadata": .object([:]),
            "status": .string("Failure"), "message": .string(message), "reason": .text(reason), "details": details,
            "code": .integer(code),
        ])
    }
}

extension APIStatus {
    static func badRequest(_ message: String) -> APIStatus {
        APIStatus(code: 400, reason: "BadRequest", message: message)
    }

    /// A path that leads nowhere.
    static let unknownPath = APIStatus(
        code: 404, reason: "NotFound", message: "the server could not find the requested resource",
        details: .object([:]))

    static func notFound(_ name: String, in resource: ResourceDefinition) -> APIStatus {
        let kind = resource.group.isEmpty ? resource.plural : "\(resource.plural).\(resource.group)"
        return APIStatus(
            code: 404, reason: "NotFound", message: "\(kind) \(quoted(name)) not found",
            details: .members([
                "name": .string(name), "group": .text(resource.group), "kind": .string(resource.plural),
            ]))
    }

    static func readOnly(method: String) -> APIStatus {
        APIStatus(
            code: 405, reason: "MethodNotAllowed",
            message: "\(method) is not possible: this is a saved snapshot, which is read-only")
    }

    static let notAcceptable = APIStatus(
        code: 406, reason: "NotAcceptable",
        message: "only the following media types are accepted: application/json")

    static func foreignHost(_ host: String) -> APIStatus {
        APIStatus(
            code: 403, reason: "Forbidden",
            message: "requests for the host \(quoted(host)) are not answered: a snapshot is served to this machine only"
        )
    }

    static func expired(_ message: String) -> APIStatus { APIStatus(code: 410, reason: "Expired", message: message) }

    /// The parameters of a list or watch contradict each other (`ValidateListOptions`).
    static func invalidListOptions(_ problem: String) -> APIStatus {
        APIStatus(
            code: 422, reason: "Invalid", message: "ListOptions.meta.k8s.io \"\" is invalid: \(problem)",
            details: .members(["group": .string("meta.k8s.io"), "kind": .string("ListOptions")]))
    }

    /// A version that is still to come (`storage.NewTooLargeResourceVersionError`).
    static func tooLargeVersion(_ asked: UInt64, present: UInt64) -> APIStatus {
        APIStatus(
            code: 504, reason: "Timeout",
            message: "Timeout: Too large resource version: \(asked), current: \(present)",
            details: .object([
                "causes": .array([
                    .object([
                        "reason": .string("ResourceVersionTooLarge"),
                        "message": .string("Too large resource version"),
                    ])
                ]),
                "retryAfterSeconds": .integer(1),
            ]),
            retryAfterSeconds: 1)
    }

    /// The text in double quotes, as Go's `%q` writes it where it is harmless.
    static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).bytes, as: UTF8.self)
    }
}
