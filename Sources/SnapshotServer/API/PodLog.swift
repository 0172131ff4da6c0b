import CheckedJSON
import ClusterSnapshot
import HTTPServing

/// The answer to `kubectl logs`: what the snapshot holds of a container's log.
struct PodLog {
    let cluster: ServedCluster
    let namespace: String
    let pod: String

    func response(to request: ServerRequest) throws(APIStatus) -> ServerResponse {
        let isPrevious = ListOptions.isTrue(request, "previous") ?? false
        let tail = try ListOptions.number(request, "tailLines")
        let limit = try ListOptions.number(request, "limitBytes")
        if let tail, tail < 0 { throw invalid("tailLines: Invalid value: \(tail): must be greater than or equal to 0") }
        if let limit, limit < 1 { throw invalid("limitBytes: Invalid value: \(limit): must be greater than 0") }
        let container = try container(request.parameter("container") ?? "")
        guard let log = logs.first(where: { $0.container == container && $0.isPrevious == isPrevious }) else {
            throw missing(container, isPrevious: isPrevious)
        }
        var bytes: [UInt8] = []
        for line in log.lines.suffix(tail ?? log.lines.count) {
            bytes += line.utf8
            bytes.append(0x0A)
        }
        if let limit { bytes = Array(bytes.prefix(limit)) }
        var response = ServerResponse(contentType: "text/plain; charset=utf-8", body: .bytes(bytes))
        let unserved = ["timestamps", "sinceSeconds", "sinceTime"].filter { name in
            request.parameter(name).map { $0 != "false" && $0 != "0" && !$0.isEmpty } ?? false
        }
        if !unserved.isEmpty {
            response.warn("the snapshot's logs have no times: \(unserved.joined(separator: ", ")) is without effect")
        }
        return response
    }

    private var logs: [ContainerLog] { cluster.logs.filter { $0.namespace == namespace && $0.pod == pod } }

    /// The container that is meant (`LogLocation` of the pods' strategy).
    private func container(_ asked: String) throws(APIStatus) -> String {
        let pods = cluster.resource(group: "", version: "v1", plural: "pods")
        guard let pods, let object = pods.object(namespace: namespace, name: pod) else {
            // Bundles may hold the log of a pod that is gone.
            let known = Set(logs.map(\.container))
            if !asked.isEmpty, known.contains(asked) { return asked }
            if asked.isEmpty, known.count == 1, let only = known.first { return only }
            throw .notFound(pod, in: pods?.definition ?? BuiltInResources.diagnosed[1])
        }
        let spec = (try? JSONValue(object.bytes))?["spec"]
        func names(_ field: String) -> [String] {
            spec?[field]?.elements?.compactMap { $0["name"]?.string } ?? []
        }
        let (regular, initial, ephemeral) = (names("containers"), names("initContainers"), names("ephemeralContainers"))
        if !asked.isEmpty {
            guard (regular + initial + ephemeral).contains(asked) else {
                throw .badRequest("container \(asked) is not valid for pod \(pod)")
            }
            return asked
        }
        if regular.count == 1 { return regular[0] }
        var message = "a container name must be specified for pod \(pod)"
        if !regular.isEmpty { message += ", choose one of: [\(regular.joined(separator: " "))]" }
        if !initial.isEmpty { message += " or one of the init containers: [\(initial.joined(separator: " "))]" }
        if !ephemeral.isEmpty {
            message += " or one of the ephemeral containers: [\(ephemeral.joined(separator: " "))]"
        }
        throw .badRequest(message)
    }

    private func missing(_ container: String, isPrevious: Bool) -> APIStatus {
        let which = isPrevious ? "log of the container before its restart" : "log"
        let others = logs.map { $0.container + ($0.isPrevious ? " (previous)" : "") }
        let hint = others.isEmpty ? "" : "; it has those of: \(others.joined(separator: ", "))"
        return APIStatus(
            code: 404, reason: "NotFound",
            message: "the snapshot has no \(which) of container \(container) in pod \(namespace)/\(pod)\(hint)")
    }

    private func invalid(_ problem: String) -> APIStatus {
        APIStatus(
            code: 422, reason: "Invalid", message: "PodLogOptions \(APIStatus.quoted(pod)) is invalid: \(problem)")
    }
}
