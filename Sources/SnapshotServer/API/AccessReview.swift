import CheckedJSON
import HTTPServing

/// The answer to "may I": everything may be read and nothing else.
///
/// It is asked with a POST and yet writes nothing. Tools such as k9s ask it before they show anything.
enum AccessReview {
    static func isAsked(by request: ServerRequest) -> Bool {
        let segments = request.segments
        return segments.count == 4 && segments[0] == "apis" && segments[1] == "authorization.k8s.io"
            && segments[3] == "selfsubjectaccessreviews"
    }

    static func response(to request: ServerRequest) throws(APIStatus) -> ServerResponse {
        guard let verb = jsonVerb(request.body) ?? protobufVerb(request.body) else {
            throw .badRequest("the body is no SelfSubjectAccessReview")
        }
        let isAllowed = ["get", "list", "watch"].contains(verb)
        var response = ServerResponse.json(
            JSONValue.object([
                "kind": .string("SelfSubjectAccessReview"),
                "apiVersion": .string("authorization.k8s.io/\(request.segments[2])"), "metadata": .object([:]),
                "spec": .object([:]),
                "status": .members([
                    "allowed": .bool(isAllowed),
                    "reason": isAllowed ? nil : .string("this is a saved snapshot, which is read-only"),
                ]),
            ]).bytes)
        response.status = 201
        return response
    }

    private static func jsonVerb(_ body: [UInt8]) -> String? {
        guard let spec = (try? JSONValue(body))?["spec"] else { return nil }
        return spec.at("resourceAttributes")?.text("verb") ?? spec.text("nonResourceAttributes", "verb")
    }

    /// The verb in the form that kubectl and k9s send: `k8s`, a zero, and a `runtime.Unknown` with the review in it.
    private static func protobufVerb(_ body: [UInt8]) -> String? {
        guard body.starts(with: [0x6B, 0x38, 0x73, 0x00]),
            let spec = ProtobufMessage(body.dropFirst(4))?.message(2)?.message(2)
        else { return nil }
        return (spec.message(1) ?? spec.message(2))?.text(2)
    }
}
