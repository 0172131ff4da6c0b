import HTTPServing

/// Answers requests as an API server that holds the snapshot's objects and never changes.
struct ClusterAPI: Sendable {
    let cluster: ServedCluster
    /// How often a watch that wants bookmarks gets one.
    let bookmarkSeconds: Double

    /// The answer to a request, whatever it is.
    func response(to request: ServerRequest) -> ServerResponse {
        do throws(APIStatus) { return try answer(request) } catch { return error.response }
    }

    private func answer(_ request: ServerRequest) throws(APIStatus) -> ServerResponse {
        try HostGuard.check(request)
        if request.method == "POST", AccessReview.isAsked(by: request) { return try AccessReview.response(to: request) }
        guard request.method == "GET" || request.method == "HEAD" else {
            throw APIStatus.readOnly(method: request.method)
        }
        let segments = request.segments[...]
        let discovery = Discovery(cluster: cluster)
        switch (segments.first, segments.count) {
        case (nil, _): return discovery.paths
        case ("version", 1): return discovery.version
        case ("healthz", _), ("livez", _), ("readyz", _): return .text("ok")
        case ("api", 1): return discovery.coreVersions(request)
        case ("api", 2): return try discovery.resources(group: "", version: segments[1])
        case ("api", _):
            return try objects(request, group: "", version: segments[1], rest: segments.dropFirst(2))
        case ("apis", 1): return discovery.groups(request)
        case ("apis", 2): return try discovery.group(segments[1])
        case ("apis", 3): return try discovery.resources(group: segments[1], version: segments[2])
        case ("apis", _):
            return try objects(request, group: segments[1], version: segments[2], rest: segments.dropFirst(3))
        default: throw APIStatus.unknownPath
        }
    }

    /// Answers for what stands behind a version in a path: `pods`, `namespaces/logging/pods/agent-x7k/log`.
    private func objects(
        _ request: ServerRequest, group: String, version: String, rest: ArraySlice<String>
    ) throws(APIStatus) -> ServerResponse {
        var rest = Array(rest)
        var namespace: String?
        let isOfNamespace = rest.count == 3 && rest[2] == "status"
        if rest.count >= 3, rest[0] == "namespaces", !isOfNamespace {
            namespace = rest[1]
            rest = Array(rest.dropFirst(2))
        }
        guard rest.count <= 3, !rest.contains(""), namespace != "", let plural = rest.first,
            let resource = cluster.resource(group: group, version: version, plural: plural),
            namespace == nil || resource.definition.isNamespaced
        else { throw APIStatus.unknownPath }
        if rest.count == 1 { return try list(request, resource, namespace: namespace) }
        guard (namespace != nil) == resource.definition.isNamespaced else { throw APIStatus.unknownPath }
        switch rest.count == 3 ? rest[2] : "status" {
        case "status":
            return try object(request, resource, namespace: namespace ?? "", name: rest[1])
        case "log" where group.isEmpty && plural == "pods":
            let log = PodLog(cluster: cluster, namespace: namespace ?? "", pod: rest[1])
            return try log.response(to: request)
        default: throw APIStatus.unknownPath
        }
    }

    private func list(
        _ request: ServerRequest, _ resource: ServedResource, namespace: String?
    ) throws(APIStatus) -> ServerResponse {
        let representation = try Representation(request)
        let options = try ListOptions(request, resource: resource.definition)
        var response: ServerResponse
        if options.isWatch {
            let watch = Watch(
                cluster: cluster, resource: resource, namespace: namespace, options: options,
                representation: representation, bookmarkSeconds: bookmarkSeconds)
            response = try watch.response()
        } else {
            let list = ListAnswer(
                cluster: cluster, resource: resource, namespace: namespace, options: options,
                representation: representation)
            response = try list.response()
        }
        if let warning = resource.warning { response.warn(warning) }
        return response
    }

    private func object(
        _ request: ServerRequest, _ resource: ServedResource, namespace: String, name: String
    ) throws(APIStatus) -> ServerResponse {
        let form = ObjectForm(try Representation(request), resource: resource.definition, now: cluster.capturedAt)
        if let version = try ListOptions.version(request), version > cluster.resourceVersion {
            throw APIStatus.tooLargeVersion(version, present: cluster.resourceVersion)
        }
        guard let object = resource.object(namespace: namespace, name: name) else {
            var missing = APIStatus.notFound(name, in: resource.definition).response
            if let warning = resource.warning { missing.warn(warning) }
            return missing
        }
        return ServerResponse(contentType: ServerResponse.json, body: .pieces(form.alone(object)))
    }
}
