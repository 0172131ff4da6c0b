import CheckedJSON
import HTTPServing

/// The answer to a watch: objects as they are, where they are asked for, and then nothing but bookmarks, since nothing
/// ever changes.
struct Watch {
    let cluster: ServedCluster
    let resource: ServedResource
    /// Nil for objects of all namespaces.
    let namespace: String?
    let isSilent: Bool
    let isExpired: Bool
    let allowsBookmarks: Bool
    let marksEndOfInitialEvents: Bool
    let seconds: Double
    let bookmarkSeconds: Double
    let form: ObjectForm
    let labels: LabelQuery
    let fields: FieldQuery
    private let tooLargeVersion: UInt64?

    /// How long a watch lasts that does not say it.
    private static let usualSeconds = 3600

    init(
        cluster: ServedCluster, resource: ServedResource, namespace: String?, options: ListOptions,
        representation: Representation, bookmarkSeconds: Double
    ) {
        self.cluster = cluster
        self.resource = resource
        self.namespace = namespace
        let version = options.resourceVersion ?? 0
        let startsAnew = options.sendsInitialEvents ?? (version == 0)
        isSilent = !startsAnew
        // What changed between a version and the snapshot's own is not known.
        isExpired = !startsAnew && version > 0 && version < cluster.resourceVersion
        tooLargeVersion = startsAnew && version > cluster.resourceVersion ? version : nil
        allowsBookmarks = options.allowsBookmarks
        marksEndOfInitialEvents = options.sendsInitialEvents == true && options.allowsBookmarks
        seconds = Double(options.timeoutSeconds.flatMap { $0 > 0 ? $0 : nil } ?? Self.usualSeconds)
        self.bookmarkSeconds = bookmarkSeconds
        form = ObjectForm(representation, resource: resource.definition, now: cluster.capturedAt)
        labels = options.labels
        fields = options.fields
    }

    func response() throws(APIStatus) -> ServerResponse {
        if let tooLargeVersion { throw .tooLargeVersion(tooLargeVersion, present: cluster.resourceVersion) }
        return ServerResponse(contentType: ServerResponse.json, body: .stream(WatchEvents(watch: self)))
    }

    func bookmark(endsInitialEvents: Bool) -> [UInt8] {
        var metadata: [String: JSONValue] = ["resourceVersion": .string("\(cluster.resourceVersion)")]
        if endsInitialEvents { metadata["annotations"] = .object(["k8s.io/initial-events-end": .string("true")]) }
        var object: [String: JSONValue] = [
            "kind": .string(form.type.kind), "apiVersion": .string(form.type.apiVersion), "metadata": .object(metadata),
        ]
        if case .table = form.representation {
            object["columnDefinitions"] = .array(form.table.columns.map(\.json))
            object["rows"] = .array([])
        }
        return Self.event("BOOKMARK", JSONValue.object(object).bytes)
    }

    static func event(_ type: String, _ object: [UInt8]) -> [UInt8] {
        Array(#"{"type":"\#(type)","object":"#.utf8) + object + Array("}\n".utf8)
    }
}
