import CheckedJSON
import HTTPServing
import KubernetesModel
import ObjectDecoding

extension ChangingCluster {
    struct Handler: RequestHandler {
        let cluster: ChangingCluster

        func answer(_ request: ServerRequest) -> ServerAnswer { .response(cluster.answer(request)) }
    }

    private func answer(_ request: ServerRequest) -> ServerResponse {
        let refusal = state.withLock { state in
            state.requests.append(request)
            return state.refusal(request)
        }
        if let refusal { return refusal }
        if request.path == "/version" { return .json(#"{"gitVersion":"v1.36.2"}"#) }
        guard let (kind, namespace) = place(request), request.segments.last == kind.resource else {
            return .status(404, "NotFound", "there is no such path")
        }
        if request.parameter("watch") == nil { return list(kind, namespace) }
        let version = request.parameter("resourceVersion").flatMap { Int($0) } ?? 0
        let generation = state.withLock { $0.watchGeneration }
        let events = Events(
            cluster: self, kind: kind, namespace: namespace, version: version, generation: generation,
            bookmarks: request.parameter("allowWatchBookmarks") == "true")
        return ServerResponse(contentType: "application/json", body: .stream(events))
    }

    private func place(_ request: ServerRequest) -> (ObjectKind, String?)? {
        var parts = request.segments[...]
        guard let root = parts.popFirst() else { return nil }
        let group = root == "api" ? "" : parts.popFirst() ?? ""
        _ = parts.popFirst()
        var namespace: String?
        if parts.count == 3, parts.first == "namespaces" {
            parts = parts.dropFirst()
            namespace = parts.popFirst()
        }
        let kind = ObjectKind.allCases.first { $0.apiGroup == group && $0.resource == parts.first }
        guard let kind, kind != .podMetrics else { return nil }
        return (kind, namespace)
    }

    private func list(_ kind: ObjectKind, _ namespace: String?) -> ServerResponse {
        let (objects, version) = state.withLock { state in
            let all = state.objects[kind, default: [:]].filter { namespace == nil || $0.key.namespace == namespace }
            return (all.sorted { $0.key < $1.key }.map(\.value), state.version)
        }
        // In the order in which an API server writes it: what stands before the items counts.
        let head =
            #"{"kind":"\#(kind.rawValue)List","apiVersion":"\#(kind.usualVersion)","#
            + #""metadata":{"resourceVersion":"\#(version)"},"items":"#
        return ServerResponse(
            contentType: "application/json",
            body: .bytes(Array(head.utf8) + JSONValue.array(objects).bytes + Array("}".utf8)))
    }

    /// The events of a watch, as they come.
    private struct Events: BodyStream {
        let cluster: ChangingCluster
        let kind: ObjectKind
        let namespace: String?
        var version: Int
        let generation: Int
        let bookmarks: Bool
        private var hasEnded = false
        private var hasBegun = false
        private var lastBookmark = ContinuousClock.now

        init(
            cluster: ChangingCluster, kind: ObjectKind, namespace: String?, version: Int, generation: Int,
            bookmarks: Bool
        ) {
            self.cluster = cluster
            self.kind = kind
            self.namespace = namespace
            self.version = version
            self.generation = generation
            self.bookmarks = bookmarks
        }

        mutating func next() -> BodyPiece {
            if hasEnded { return .end }
            defer { hasBegun = true }
            let (lines, present, isDropped, isExpired) = cluster.state.withLock { state in
                let ofKind = state.changes[kind] ?? []
                let known = ofKind.lastIndex { $0.version <= version }.map { $0 + 1 } ?? 0
                let lines = ofKind[known...].filter {
                    namespace == nil || $0.namespace.isEmpty || $0.namespace == namespace
                }.map(\.line)
                return (
                    lines, state.version, state.watchGeneration != generation,
                    !hasBegun && version < state.compacted
                )
            }
            if isDropped { return .cutOff }
            if isExpired {
                hasEnded = true
                return .bytes(
                    Array(
                        (#"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","#
                            + #""message":"too old resource version"}}"# + "\n").utf8))
            }
            if !lines.isEmpty {
                version = present
                return .bytes(lines.flatMap(\.self))
            }
            if bookmarks, .now - lastBookmark > .milliseconds(300) {
                lastBookmark = .now
                version = max(version, present)
                return .bytes(
                    Array(
                        (#"{"type":"BOOKMARK","object":{"kind":"\#(kind.rawValue)","metadata":{"resourceVersion":"#
                            + #""\#(version)"}}}"# + "\n").utf8))
            }
            return .pause(.milliseconds(30))
        }
    }
}

extension ServerResponse {
    static func json(_ text: String, status: Int = 200) -> ServerResponse {
        ServerResponse(status: status, contentType: "application/json", body: .bytes(Array(text.utf8)))
    }

    static func status(_ code: Int, _ reason: String, _ message: String = "injected by a test") -> ServerResponse {
        json(
            #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","reason":"\#(reason)","#
                + #""message":"\#(message)","code":\#(code)}"#, status: code)
    }
}
